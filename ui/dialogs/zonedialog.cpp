// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/zonedialog.h"

#include "ui/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int dialogWidth = 420;
constexpr int dialogHeight = 460;
constexpr int idRole = Qt::UserRole;

QString zoneText(const QTimeZone& zone, const QDateTime& at)
{
    return QStringLiteral("%1 (%2)").arg(QString::fromLatin1(zone.id()), zone.displayName(at, QTimeZone::OffsetName));
}

} // namespace

ZoneDialog::ZoneDialog(QByteArray now, const client::ports::Clock& clock, QWidget* parent)
    : QDialog(parent), m_now(std::move(now)), m_clock(clock), m_label(new QLabel), m_part(new QLineEdit),
      m_zones(new QListWidget), m_cancel(new QPushButton), m_use(new QPushButton)
{
    setObjectName(QStringLiteral("zoneDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_part->setObjectName(QStringLiteral("zonePart"));
    m_part->setClearButtonEnabled(true);
    m_part->installEventFilter(this);
    m_label->setBuddy(m_part);
    m_zones->setObjectName(QStringLiteral("zones"));
    m_zones->setUniformItemSizes(true);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setAutoDefault(false);
    m_use->setObjectName(QStringLiteral("useZoneButton"));
    m_use->setDefault(true);
    setButtonRole(m_use, ButtonRole::Primary);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_use);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    column->setSpacing(metrics::groupSpacing);
    column->addWidget(m_label);
    column->addWidget(m_part);
    column->addWidget(m_zones, 1);
    column->addLayout(buttons);
    connect(m_part, &QLineEdit::textChanged, this, &ZoneDialog::filter);
    connect(m_zones, &QListWidget::currentRowChanged, this, [this](int row) { m_use->setEnabled(row >= 0); });
    connect(m_zones, &QListWidget::itemActivated, this, &ZoneDialog::choose);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, &ZoneDialog::choose);
    fill();
    retranslate();
    resize(dialogWidth, dialogHeight);
    m_part->setFocus();
}

void ZoneDialog::fill()
{
    const auto now = QDateTime::fromMSecsSinceEpoch(m_clock.utcMs(), Qt::UTC);
    const auto add = [this](const QString& text, const QByteArray& id) {
        auto* item = new QListWidgetItem(text, m_zones);
        item->setData(idRole, id);
        if (id == m_now)
            m_zones->setCurrentItem(item);
    };
    add({}, {});
    add(QStringLiteral("UTC"), QByteArrayLiteral("UTC"));
    const auto ids = QTimeZone::availableTimeZoneIds();
    for (const auto& id : ids) {
        // The database also holds old names and bare offsets, which nobody looks for.
        if (id.contains('/') && !id.startsWith("Etc/"))
            add(zoneText(QTimeZone(id), now), id);
    }
}

void ZoneDialog::filter(const QString& part)
{
    QListWidgetItem* first = nullptr;
    auto wanted = part.trimmed();
    wanted.replace(u' ', u'_');
    for (int i = 0; i < m_zones->count(); ++i) {
        auto* item = m_zones->item(i);
        const bool shown = wanted.isEmpty() || item->text().contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!shown);
        if (shown && !first)
            first = item;
    }
    if (const auto* current = m_zones->currentItem(); !current || current->isHidden())
        m_zones->setCurrentItem(first);
    if (!first)
        m_zones->setCurrentRow(-1);
}

void ZoneDialog::choose()
{
    const auto* item = m_zones->currentItem();
    if (!item || item->isHidden())
        return;
    Q_EMIT chosen(item->data(idRole).toByteArray());
    accept();
}

bool ZoneDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_part && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            m_zones->setFocus();
            QCoreApplication::sendEvent(m_zones, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void ZoneDialog::retranslate()
{
    setWindowTitle(tr("Time zone"));
    m_label->setText(tr("&Find a place, such as Moscow or Malta"));
    m_zones->setAccessibleName(tr("Time zones"));
    const auto now = QDateTime::fromMSecsSinceEpoch(m_clock.utcMs(), Qt::UTC);
    //: %1 a zone with its offset
    m_zones->item(0)->setText(tr("As the system: %1").arg(zoneText(QTimeZone::systemTimeZone(), now)));
    m_cancel->setText(tr("&Cancel"));
    m_use->setText(tr("&Use this zone"));
}

void ZoneDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
