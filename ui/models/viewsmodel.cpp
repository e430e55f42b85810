// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/viewsmodel.h"

#include "ui/format.h"
#include "ui/models/betsmodel.h"

#include <QSettings>
#include <QTextDocument>

#include <algorithm>
#include <array>

namespace ui {

namespace {

struct View
{
    const char* name;
    const char* query;
};

constexpr std::array<View, 9> views{{
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "All bets"), ""},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Needs attention"),
     "status:failed or status:in_doubt or (status:funds_held not last:5m)"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Failed"), "status:failed"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Retrying"), "status:retrying"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "In doubt"), "status:in_doubt"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Funds held"), "status:funds_held"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Funds held > 5 min"), "status:funds_held not last:5m"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Refunded in 24 h"), "status:refunded last:24h"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Recalculated in 24 h"), "status:recalculated last:24h"},
}};

} // namespace

ViewsModel::ViewsModel(BetsModel& bets, const Format& format, QObject* parent)
    : QAbstractListModel(parent), m_bets(bets), m_format(format)
{
    setCounters();
    connect(&m_bets, &BetsModel::countsChanged, this, [this] {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole, CountRole});
    });
}

void ViewsModel::setCounters()
{
    std::vector<client::contract::Query> counters;
    for (int row = 0; row < rowCount(); ++row)
        counters.push_back(
            client::contract::Query::parse(query(row).toStdString()).value_or(client::contract::Query()));
    m_bets.setCounters(counters);
}

void ViewsModel::setSaved(std::vector<SavedView> saved)
{
    beginResetModel();
    m_saved = std::move(saved);
    endResetModel();
    setCounters();
}

void ViewsModel::putInto(std::vector<SavedView>& saved, const SavedView& view)
{
    const auto same =
        std::find_if(saved.begin(), saved.end(), [&](const SavedView& known) { return known.name == view.name; });
    if (same == saved.end())
        saved.push_back(view);
    else
        *same = view;
}

int ViewsModel::firstShared() const
{
    return static_cast<int>(views.size() + m_saved.size());
}

const SavedView* ViewsModel::savedAt(int row) const
{
    if (row >= firstShared() && row < rowCount())
        return &m_shared[static_cast<std::size_t>(row - firstShared())].view;
    const int at = row - static_cast<int>(views.size());
    return at < 0 || at >= static_cast<int>(m_saved.size()) ? nullptr : &m_saved[static_cast<std::size_t>(at)];
}

const client::contract::ViewRow* ViewsModel::sharedAt(int row) const
{
    return row < firstShared() || row >= rowCount() ? nullptr
                                                    : &m_shared[static_cast<std::size_t>(row - firstShared())].row;
}

bool ViewsModel::isMine(int row) const
{
    const auto* shared = sharedAt(row);
    return shared ? shared->owner == m_reader : savedAt(row) != nullptr;
}

QString ViewsModel::key(int row) const
{
    if (const auto* shared = sharedAt(row))
        return keyOf(*shared);
    if (const auto* saved = savedAt(row))
        return keyOf(*saved);
    return row < 0 ? QString() : QString::number(row);
}

QString ViewsModel::keyOf(const SavedView& view)
{
    return QStringLiteral("saved ") + view.name;
}

QString ViewsModel::keyOf(const client::contract::ViewRow& row)
{
    return QStringLiteral("service ") + QString::fromStdString(row.id.text());
}

int ViewsModel::rowOfKey(const QString& key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (this->key(row) == key)
            return row;
    }
    return -1;
}

void ViewsModel::setReader(const std::string& subject)
{
    if (subject == m_reader)
        return;
    m_reader = subject;
    setRows(std::move(m_rows));
}

void ViewsModel::setRows(std::vector<client::contract::ViewRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_shared.clear();
    for (const auto& row : m_rows) {
        if (row.shared || row.owner == m_reader)
            m_shared.push_back({row, savedViewOf(row)});
    }
    endResetModel();
    setCounters();
}

void ViewsModel::setShared(std::vector<client::contract::ViewRow> rows)
{
    if (rows == m_rows)
        return;
    setRows(std::move(rows));
    Q_EMIT savedChanged();
}

void ViewsModel::putShared(const client::contract::ViewRow& row)
{
    auto rows = m_rows;
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const auto& known) { return known.id == row.id; });
    if (same == rows.end())
        rows.push_back(row);
    else
        *same = row;
    // The order of the service's list.
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::pair(a.name, a.id.text()) < std::pair(b.name, b.id.text());
    });
    setShared(std::move(rows));
}

void ViewsModel::dropShared(const client::contract::ViewId& id)
{
    auto rows = m_rows;
    std::erase_if(rows, [&](const auto& known) { return known.id == id; });
    setShared(std::move(rows));
}

const client::contract::ViewRow* ViewsModel::mineOnService(const QString& name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& row) {
        return row.owner == m_reader && row.name == name.toStdString();
    });
    return found == m_rows.end() ? nullptr : &*found;
}

std::vector<SavedView> ViewsModel::mine() const
{
    auto mine = m_saved;
    for (const auto& shared : m_shared) {
        if (shared.row.owner == m_reader)
            mine.push_back(shared.view);
    }
    return mine;
}

bool ViewsModel::hasMine(const QString& name) const
{
    return mineOnService(name) ||
           std::any_of(m_saved.begin(), m_saved.end(), [&](const SavedView& known) { return known.name == name; });
}

void ViewsModel::put(const SavedView& view)
{
    auto saved = m_saved;
    putInto(saved, view);
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
}

void ViewsModel::rename(int row, const QString& name)
{
    const auto* view = savedAt(row);
    if (!view || sharedAt(row) || name.isEmpty() || name == view->name)
        return;
    auto renamed = *view;
    renamed.name = name;
    auto saved = m_saved;
    std::erase_if(saved, [&](const SavedView& known) { return known.name == name; });
    *std::find(saved.begin(), saved.end(), *view) = renamed;
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
}

void ViewsModel::remove(int row)
{
    const auto* view = savedAt(row);
    if (!view || sharedAt(row))
        return;
    auto saved = m_saved;
    std::erase(saved, *view);
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
}

void ViewsModel::removeNamed(const QString& name)
{
    auto saved = m_saved;
    if (std::erase_if(saved, [&](const SavedView& known) { return known.name == name; }) == 0)
        return;
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
}

client::contract::Result<int> ViewsModel::import(const QByteArray& json)
{
    const auto read = viewsFromJson(json);
    if (!read)
        return client::contract::fail(read.error().kind, read.error().detail);
    auto saved = m_saved;
    for (const auto& view : *read)
        putInto(saved, view);
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
    return static_cast<int>(read->size());
}

void ViewsModel::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("views"), viewsToJson(m_saved));
}

void ViewsModel::restore(const QSettings& settings)
{
    // A damaged setting is no reason to lose the next one that is saved.
    setSaved(viewsFromJson(settings.value(QStringLiteral("views")).toByteArray()).value_or(std::vector<SavedView>()));
}

QString ViewsModel::name(int row) const
{
    if (const auto* shared = sharedAt(row))
        return Format::foreign(shared->name);
    const auto* saved = savedAt(row);
    return saved ? saved->name : tr(views[static_cast<std::size_t>(row)].name);
}

QString ViewsModel::kind(int row) const
{
    const auto* shared = sharedAt(row);
    if (shared && shared->shared)
        //: A view
        return tr("shared");
    //: A view
    return savedAt(row) ? tr("mine") : QString();
}

QString ViewsModel::ownerText(int row) const
{
    const auto* shared = sharedAt(row);
    if (!shared || !shared->shared)
        return {};
    return isMine(row) ? tr("shared") : tr("shared by %1").arg(Format::foreign(shared->owner));
}

QString ViewsModel::fullName(int row) const
{
    const auto owner = ownerText(row);
    //: %1 name of a view, %2 whose it is
    return owner.isEmpty() ? name(row) : tr("%1 (%2)").arg(name(row), owner);
}

QString ViewsModel::query(int row) const
{
    const auto* saved = savedAt(row);
    return saved ? saved->query : QString::fromUtf8(views[static_cast<std::size_t>(row)].query);
}

std::optional<int> ViewsModel::count(int row) const
{
    return m_bets.counter(row);
}

int ViewsModel::rowOfQuery(const QString& text) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (query(row) == text.trimmed())
            return row;
    }
    return -1;
}

// As rich text: what others wrote must not be read as such.
QString ViewsModel::tipText(int row) const
{
    const auto* shared = sharedAt(row);
    if (!shared)
        return query(row);
    auto text = Format::foreign(shared->query);
    if (shared->shared)
        text = isMine(row) ? tr("%1\nShared with everybody").arg(text)
                           : tr("%1\nShared by %2").arg(text, Format::foreign(shared->owner));
    return Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

void ViewsModel::retranslate()
{
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ViewsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(views.size() + m_saved.size() + m_shared.size());
}

QVariant ViewsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto counted = count(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return name(index.row());
    case Qt::ToolTipRole:
        return tipText(index.row());
    case QueryRole:
        return query(index.row());
    case CountRole:
        return counted ? m_format.number(*counted) : QString();
    case KindRole:
        return kind(index.row());
    case Qt::AccessibleTextRole: {
        const auto owner = ownerText(index.row());
        const auto said = owner.isEmpty() ? kind(index.row()) : owner;
        //: Screen reader. %1 name of a view, %2 whose it is
        const auto name = said.isEmpty() ? this->name(index.row()) : tr("%1, %2").arg(this->name(index.row()), said);
        //: Screen reader. %1 name of a view, %2 number of bets
        return counted ? tr("%1: %2").arg(name, m_format.number(*counted)) : name;
    }
    default:
        return {};
    }
}

} // namespace ui
