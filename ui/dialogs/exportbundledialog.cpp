// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportbundledialog.h"

#include "client/ports/systemports.h"
#include "ui/widgets/plainwidgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <utility>

namespace ui {

using client::bundle::Manifest;
using client::bundle::Players;

namespace {

constexpr int dialogWidth = 600;
constexpr int progressSteps = 1'000;
constexpr qint64 keyBytesMax = 1'024;

// The times of the first and the last line that have one.
std::pair<std::int64_t, std::int64_t> spanOf(const client::review::Answer& answer, bool matchesOnly)
{
    const auto& merged = *answer.merged;
    const auto* matches = matchesOnly ? answer.matches.get() : nullptr;
    const std::uint64_t count = matches ? matches->size() : merged.rows();
    if (count == 0)
        return {0, 0};
    const auto at = [&](std::uint64_t number) { return merged.at(matches ? (*matches)[number] : number); };
    return {at(0), at(count - 1)};
}

} // namespace

ExportBundleDialog::ExportBundleDialog(const Context& context, std::shared_ptr<const client::review::Answer> answer,
                                       QString filter, std::vector<client::review::LineNote> notes, QWidget* parent)
    : QDialog(parent), m_context(context), m_answer(std::move(answer)), m_filter(std::move(filter)),
      m_notes(std::move(notes)), m_export(std::make_unique<client::ports::SystemRandom>()),
      m_title(plainLabel("exportTitle", TextRole::Section)), m_found(new QRadioButton), m_all(new QRadioButton),
      m_withNotes(new QCheckBox), m_playersLabel(new QLabel), m_players(new QComboBox), m_passwordLabel(new QLabel),
      m_password(new QLineEdit), m_again(new QLineEdit), m_keyLabel(new QLabel), m_key(new QLineEdit),
      m_chooseKey(plainButton("chooseKeyButton")), m_hint(plainLabel("exportHint", TextRole::Secondary)),
      m_progress(new QProgressBar), m_cancel(plainButton("cancelButton")), m_save(new QPushButton)
{
    setObjectName(QStringLiteral("exportBundleDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_found->setObjectName(QStringLiteral("exportFound"));
    m_all->setObjectName(QStringLiteral("exportAll"));
    m_withNotes->setObjectName(QStringLiteral("exportNotes"));
    m_players->setObjectName(QStringLiteral("exportPlayers"));
    m_password->setObjectName(QStringLiteral("exportPassword"));
    m_again->setObjectName(QStringLiteral("exportPasswordAgain"));
    m_key->setObjectName(QStringLiteral("exportKeyFile"));
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_save->setObjectName(QStringLiteral("exportButton"));
    m_save->setDefault(true);
    setButtonRole(m_save, ButtonRole::Primary);
    for (auto* field : {m_password, m_again})
        field->setEchoMode(QLineEdit::Password);
    m_players->addItems({QString(), QString()});
    m_playersLabel->setBuddy(m_players);
    m_passwordLabel->setBuddy(m_password);
    m_keyLabel->setBuddy(m_key);
    m_found->setVisible(m_answer->matches != nullptr);
    (m_answer->matches ? m_found : m_all)->setChecked(true);
    m_withNotes->setChecked(!m_notes.empty());
    m_withNotes->setEnabled(!m_notes.empty());
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    auto keepsPlace = m_progress->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsPlace);
    m_progress->hide();

    auto* form = new QGridLayout;
    form->setHorizontalSpacing(metrics::groupSpacing);
    form->setVerticalSpacing(metrics::cellPadding);
    form->addWidget(m_playersLabel, 0, 0);
    form->addWidget(m_players, 0, 1, 1, 2);
    form->addWidget(m_passwordLabel, 1, 0);
    form->addWidget(m_password, 1, 1);
    form->addWidget(m_again, 1, 2);
    form->addWidget(m_keyLabel, 2, 0);
    form->addWidget(m_key, 2, 1);
    form->addWidget(m_chooseKey, 2, 2);
    form->setColumnStretch(1, 1);
    form->setColumnStretch(2, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_title);
    layout->addWidget(m_found);
    layout->addWidget(m_all);
    layout->addWidget(m_withNotes);
    layout->addLayout(form);
    layout->addWidget(m_hint);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    layout->addLayout(buttons);

    for (auto* field : {m_password, m_again, m_key})
        connect(field, &QLineEdit::textChanged, this, &ExportBundleDialog::onInput);
    connect(m_found, &QRadioButton::toggled, this, &ExportBundleDialog::onInput);
    connect(m_players, &QComboBox::currentIndexChanged, this, &ExportBundleDialog::onInput);
    connect(m_chooseKey, &QPushButton::clicked, this, &ExportBundleDialog::askForKey);
    connect(m_save, &QPushButton::clicked, this, &ExportBundleDialog::askForPath);
    connect(m_cancel, &QPushButton::clicked, this, &ExportBundleDialog::reject);
    using client::review::BundleExport;
    connect(&m_export, &BundleExport::progressed, this, [this](quint64 lines) {
        const auto all = client::review::exportSize(*m_answer, matchesOnly()).lines;
        m_progress->setValue(all == 0 ? progressSteps : static_cast<int>(lines * progressSteps / all));
    });
    connect(&m_export, &BundleExport::finished, this, &ExportBundleDialog::onFinished);
    connect(&m_export, &BundleExport::failed, this, [this](const client::contract::Error& error) {
        m_said = tr("Not saved: %1").arg(Format::foreign(error.detail, 300));
        refresh();
    });
    connect(&m_export, &BundleExport::cancelled, this, [this] {
        m_said = tr("Given up; nothing was saved.");
        refresh();
    });
    retranslate();
    resize(dialogWidth, sizeHint().height());
}

ExportBundleDialog::~ExportBundleDialog()
{
    m_export.disconnect(this);
}

bool ExportBundleDialog::matchesOnly() const
{
    return m_found->isChecked();
}

// Why there is nothing to press; empty: there is.
QString ExportBundleDialog::missing() const
{
    if (client::review::exportSize(*m_answer, matchesOnly()).lines == 0)
        return tr("There is no line to save.");
    if (m_password->text() != m_again->text())
        return tr("The two passwords differ.");
    if (!m_key->text().isEmpty() && !QFileInfo(m_key->text()).isFile())
        return tr("The file of the signing key is not there.");
    return {};
}

// What was said of the last export is not of this one.
void ExportBundleDialog::onInput()
{
    m_said.clear();
    refresh();
}

QString ExportBundleDialog::hint() const
{
    return m_hint->text();
}

void ExportBundleDialog::askForKey()
{
    auto* dialog = new QFileDialog(this, tr("File of the signing key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_key, &QLineEdit::setText);
    dialog->open();
}

void ExportBundleDialog::askForPath()
{
    if (!missing().isEmpty() || m_export.isRunning())
        return;
    auto* dialog = new QFileDialog(this, tr("Save the bundle as"));
    dialog->setObjectName(QStringLiteral("saveBundleDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    // A bundle is never written over, and the refusal says so.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(QStringLiteral("betlog"));
    dialog->setNameFilters({tr("Bundles (*.betlog)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ExportBundleDialog::exportTo);
    dialog->open();
}

void ExportBundleDialog::exportTo(const QString& path)
{
    client::review::ExportOrder order;
    order.answer = m_answer;
    order.matchesOnly = matchesOnly();
    order.path = path;
    if (m_withNotes->isChecked())
        order.notes = m_notes;
    auto& options = order.options;
    options.players = m_players->currentIndex() == 1 ? Players::Plain : Players::Hashed;
    options.password = m_password->text().toStdString();
    if (!m_key->text().isEmpty()) {
        QFile file(m_key->text());
        if (!file.open(QIODevice::ReadOnly)) {
            m_said = tr("The file of the signing key cannot be read.");
            refresh();
            return;
        }
        options.signingSeed = file.read(keyBytesMax).trimmed().toStdString();
    }
    m_signer = client::bundle::signerOf(options.signingSeed);
    auto& about = options.about;
    about.createdAt = m_context.clock.utcMs();
    about.app = "betdesk " BETDESK_VERSION;
    about.zone = QTimeZone::systemTimeZoneId().toStdString();
    about.filter = matchesOnly() ? m_filter.toStdString() : std::string();
    std::tie(about.fromMs, about.toMs) = spanOf(*m_answer, matchesOnly());
    m_said.clear();
    m_progress->setValue(0);
    m_export.start(order);
    refresh();
}

void ExportBundleDialog::onFinished(const Manifest& manifest)
{
    const auto rows = manifest.files.empty() ? std::int64_t(0) : manifest.files.front().rows;
    const auto number = [this](std::int64_t lines) { return m_context.format.number(lines); };
    m_said = tr("Saved: %1 lines.", nullptr, static_cast<int>(rows)).arg(number(rows));
    if (manifest.leftOut > 0)
        m_said +=
            QLatin1Char(' ') +
            (matchesOnly() ? tr("%1 lines of the files are no JSON, so that no filter finds them.", nullptr,
                                static_cast<int>(manifest.leftOut))
                           : tr("%1 lines are no JSON and were left out.", nullptr, static_cast<int>(manifest.leftOut)))
                .arg(number(manifest.leftOut));
    const auto& sources = m_answer->merged->sources();
    if (std::any_of(sources.begin(), sources.end(), [](const auto& source) { return source.log->isCut(); }))
        m_said += QLatin1Char(' ') + tr("A file is cut short, and what came after is missing.");
    if (m_signer)
        m_said += QLatin1Char(' ') + tr("Signed by %1.").arg(QString::fromStdString(*m_signer));
    refresh();
}

// What is being written is given up first; the next press closes.
void ExportBundleDialog::reject()
{
    if (m_export.isRunning()) {
        m_export.cancel();
        return;
    }
    QDialog::reject();
}

void ExportBundleDialog::refresh()
{
    const auto missing = this->missing();
    const bool running = m_export.isRunning();
    for (QWidget* input :
         std::initializer_list<QWidget*>{m_found, m_all, m_players, m_password, m_again, m_key, m_chooseKey})
        input->setEnabled(!running);
    m_withNotes->setEnabled(!running && !m_notes.empty());
    m_save->setEnabled(missing.isEmpty() && !running);
    m_progress->setVisible(running);
    m_cancel->setText(running ? tr("&Cancel") : tr("&Close"));
    if (running) {
        m_hint->setText(tr("Writing…"));
        return;
    }
    if (!m_said.isEmpty() || !missing.isEmpty()) {
        m_hint->setText(m_said.isEmpty() ? missing : m_said);
        return;
    }
    const auto size = client::review::exportSize(*m_answer, matchesOnly());
    m_hint->setText(tr("About %1 before it is packed. Passwords, tokens and keys never go along.")
                        .arg(m_context.format.bytes(static_cast<qint64>(size.bytes))));
}

void ExportBundleDialog::relabelChoices()
{
    const auto number = [this](std::uint64_t lines) { return m_context.format.number(static_cast<qint64>(lines)); };
    const auto found = client::review::exportSize(*m_answer, true).lines;
    m_found->setText(m_answer->matches
                         ? tr("&What the filter finds: %1 lines", nullptr, static_cast<int>(found)).arg(number(found))
                         : QString());
    m_all->setText(tr("&All lines: %1").arg(number(m_answer->merged->rows())));
    m_withNotes->setText(m_notes.empty() ? tr("Marks and &notes: there are none")
                                         : tr("Marks and &notes of these lines"));
    m_players->setItemText(0, tr("Tokens that mean nothing outside this bundle"));
    m_players->setItemText(1, tr("As they are"));
}

void ExportBundleDialog::retranslate()
{
    setWindowTitle(tr("Save as a bundle"));
    m_title->setText(tr("Lines of this review, in one file for others"));
    relabelChoices();
    m_playersLabel->setText(tr("Ids of &players"));
    m_passwordLabel->setText(tr("Passwo&rd"));
    m_password->setPlaceholderText(tr("none"));
    m_password->setAccessibleName(tr("Password of the bundle"));
    m_again->setPlaceholderText(tr("once more"));
    m_again->setAccessibleName(tr("The same password once more"));
    m_keyLabel->setText(tr("Sign with the &key in"));
    m_key->setPlaceholderText(tr("not signed"));
    m_chooseKey->setText(tr("Choose &file…"));
    m_progress->setAccessibleName(tr("How much is written"));
    m_save->setText(tr("&Save…"));
    refresh();
}

void ExportBundleDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
