// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/bundleexport.h"
#include "ui/context.h"

#include <QDialog>

#include <optional>
#include <string>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace ui {

// Writes lines of a review into a bundle for others: which lines, whose ids, with what password and signature. Says
// what it wrote; closing it while it writes leaves nothing behind. Opened with open().
class ExportBundleDialog : public QDialog
{
    Q_OBJECT

public:
    // The lines are those of `answer`, whatever the page shows afterwards. `filter` says in words what found them.
    ExportBundleDialog(const Context& context, std::shared_ptr<const client::review::Answer> answer, QString filter,
                       std::vector<client::review::LineNote> notes, QWidget* parent = nullptr);
    ~ExportBundleDialog() override;

    // What the file dialog would say.
    void exportTo(const QString& path);
    QString hint() const;
    bool isRunning() const { return m_export.isRunning(); }

public Q_SLOTS:
    void reject() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    bool matchesOnly() const;
    QString missing() const;
    void onInput();
    void askForPath();
    void askForKey();
    void onFinished(const client::bundle::Manifest& manifest);
    void refresh();
    void retranslate();
    void relabelChoices();

    const Context m_context;
    const std::shared_ptr<const client::review::Answer> m_answer;
    const QString m_filter;
    const std::vector<client::review::LineNote> m_notes;
    client::review::BundleExport m_export;
    QString m_said;                      // of the last export
    std::optional<std::string> m_signer; // likewise
    QLabel* m_title;
    QRadioButton* m_found;
    QRadioButton* m_all;
    QCheckBox* m_withNotes;
    QLabel* m_playersLabel;
    QComboBox* m_players;
    QLabel* m_passwordLabel;
    QLineEdit* m_password;
    QLineEdit* m_again;
    QLabel* m_keyLabel;
    QLineEdit* m_key;
    QPushButton* m_chooseKey;
    QLabel* m_hint;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_save;
};

} // namespace ui
