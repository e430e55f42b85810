// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace ui {

// A name for a view, and whether everybody gets it. It stays until what was asked for is done, so that a refusal costs
// nothing that was typed. Opened with open().
class SaveViewDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int charsMax = 80;

    enum class Kind { Save, Rename };
    // What there is to say about a name before it is sent; `blocks`: it cannot be sent so.
    struct Advice
    {
        QString text;
        bool blocks = false;
        bool isShared = false; // what has this name now is for everybody
    };
    using Adviser = std::function<Advice(const QString& name, bool shared)>;

    // Whether it is for everybody is asked for in Kind::Save alone, and goes by the name until somebody chooses.
    SaveViewDialog(Kind kind, const QString& name, Adviser adviser, QWidget* parent = nullptr);

    bool isSending() const { return m_sending; }
    // Of what saveRequested() asked for: closes, or with a problem says it and may be tried again.
    void end(const QString& problem);
    // What the adviser says may have changed.
    void refresh();

Q_SIGNALS:
    void saveRequested(const QString& name, bool shared);

protected:
    void changeEvent(QEvent* event) override;

private:
    void send();
    void retranslate();

    const Kind m_kind;
    const Adviser m_adviser;
    bool m_sending = false;
    bool m_hasChosen = false; // for whom it is; until then it is as what has the name
    QString m_problem;
    QLabel* m_label;
    QLineEdit* m_name;
    QRadioButton* m_mine;
    QRadioButton* m_shared;
    QLabel* m_hint;
    QPushButton* m_cancel;
    QPushButton* m_save;
};

} // namespace ui
