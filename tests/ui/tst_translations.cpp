// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"
#include "ui/translation.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using ui::Language;
using ui::Translation;

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList forms;
    bool unfinished = false;
    bool plural = false;
};

QList<Message> messagesOf(const char* language)
{
    QFile file(QStringLiteral(BETDESK_SOURCE_DIR "/resources/translations/betdesk_%1.ts").arg(QLatin1String(language)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        const auto name = xml.name();
        if (name == QStringLiteral("name")) {
            context = xml.readElementText();
        } else if (name == QStringLiteral("message")) {
            messages.append(Message{});
            messages.last().context = context;
            messages.last().plural = xml.attributes().hasAttribute(QStringLiteral("numerus"));
        } else if (name == QStringLiteral("source")) {
            messages.last().source = xml.readElementText();
        } else if (name == QStringLiteral("translation")) {
            messages.last().unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
            if (!messages.last().plural)
                messages.last().forms << xml.readElementText();
        } else if (name == QStringLiteral("numerusform")) {
            messages.last().forms << xml.readElementText();
        }
    }
    return messages;
}

QStringList placeholders(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("%(n|\\d)"));
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    found.sort();
    return found;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areComplete()
    {
        const auto russian = messagesOf("ru");
        QVERIFY(russian.size() > 300);
        for (const auto& message : russian) {
            const auto where = message.context + QStringLiteral(": ") + message.source;
            QVERIFY2(!message.unfinished, qPrintable(where));
            QCOMPARE(message.forms.size(), message.plural ? 3 : 1);
            for (const auto& form : message.forms) {
                QVERIFY2(!form.isEmpty(), qPrintable(where));
                QVERIFY2(placeholders(form) == placeholders(message.source), qPrintable(where));
            }
        }
        const auto english = messagesOf("en");
        QVERIFY(!english.isEmpty());
        for (const auto& message : english) {
            QVERIFY2(message.plural && !message.unfinished, qPrintable(message.source));
            QCOMPARE(message.forms.size(), 2);
        }
    }

    // Two controls of one dialog with the same letter would both lose it.
    void giveEachRussianMnemonicOnce()
    {
        const QStringList contexts{QStringLiteral("ui::RefundForm"),
                                   QStringLiteral("ui::LiveBetsPage"),
                                   QStringLiteral("ui::JobPanel"),
                                   QStringLiteral("ui::JobActionDialog"),
                                   QStringLiteral("ui::BulkRefundForm"),
                                   QStringLiteral("ui::BulkRefundDialog"),
                                   QStringLiteral("ui::RoundDetail"),
                                   QStringLiteral("ui::ResultDialog"),
                                   QStringLiteral("ui::RecalculationWizard"),
                                   QStringLiteral("ui::ApprovalDialog"),
                                   QStringLiteral("ui::AlertsDock"),
                                   QStringLiteral("ui::AlertRulesView"),
                                   QStringLiteral("ui::AlertRuleDialog"),
                                   QStringLiteral("ui::AuditPage"),
                                   QStringLiteral("ui::FailuresPage"),
                                   QStringLiteral("ui::FailureNoteDialog"),
                                   QStringLiteral("ui::FailureRetryDialog"),
                                   QStringLiteral("ui::PartnerDialog")};
        for (const auto& context : contexts) {
            QMap<QChar, QString> taken;
            for (const auto& message : messagesOf("ru")) {
                const auto& text = message.forms.first();
                const auto at = text.indexOf(u'&');
                if (message.context != context || at < 0)
                    continue;
                const auto letter = text[at + 1].toLower();
                // One field has two texts, which are never there together.
                const auto field = text.section(u' ', 0, 0).remove(u',');
                QVERIFY2(!taken.contains(letter) || taken[letter] == field, qPrintable(text));
                taken[letter] = field;
            }
        }
    }

    void haveTheRightPlurals_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("russian");
        QTest::addColumn<QString>("english");
        const auto pause = QStringLiteral("Пауза. %1. Пробел — продолжить.");
        const auto paused = QStringLiteral("Paused. %1 waiting. Press Space to resume.");
        const auto row = [&](int count, const char* ru, const char* en) {
            QTest::addRow("%d", count) << count << pause.arg(QString::fromUtf8(ru))
                                       << paused.arg(QString::fromUtf8(en));
        };
        row(1, "Ждёт 1 новая ставка", "1 new bet is");
        row(2, "Ждут 2 новые ставки", "2 new bets are");
        row(5, "Ждут 5 новых ставок", "5 new bets are");
        row(11, "Ждут 11 новых ставок", "11 new bets are");
        row(21, "Ждёт 21 новая ставка", "21 new bets are");
        row(112, "Ждут 112 новых ставок", "112 new bets are");
    }

    void haveTheRightPlurals()
    {
        QFETCH(int, count);
        const auto said = [count] {
            return QCoreApplication::translate(
                "ui::LiveBetsPage", "Paused. %n new bets are waiting. Press Space to resume.", nullptr, count);
        };
        Translation translation;
        translation.use(Language::Russian);
        QTEST(said(), "russian");
        translation.use(Language::English);
        QTEST(said(), "english");
    }

    void switchAtRunTime()
    {
        Translation translation;
        const ui::Format format(Language::English, QTimeZone::utc());
        QCOMPARE(format.status(client::contract::ShownStatus::FundsHeld), QStringLiteral("Funds held"));
        translation.use(Language::Russian);
        QCOMPARE(format.status(client::contract::ShownStatus::FundsHeld), QStringLiteral("Заморожено"));
        translation.use(Language::English);
        QCOMPARE(format.status(client::contract::ShownStatus::FundsHeld), QStringLiteral("Funds held"));
    }

    // A file dialog is Qt's own; its Russian comes with a package that packaging/debian-packages.txt names.
    void speakInQtsOwnDialogsToo()
    {
        Translation translation;
        const auto texts = [] {
            QFileDialog dialog;
            dialog.setOption(QFileDialog::DontUseNativeDialog);
            QStringList shown;
            for (const auto* label : dialog.findChildren<QLabel*>())
                shown << label->text();
            for (const auto* button : dialog.findChildren<QPushButton*>())
                shown << button->text();
            shown.removeAll(QString());
            return shown;
        };
        static const QRegularExpression cyrillic(QStringLiteral("[А-Яа-я]"));
        const auto english = texts();
        QVERIFY(!english.isEmpty());
        QCOMPARE(english.filter(cyrillic), QStringList());
        translation.use(Language::Russian);
        QCOMPARE(texts().filter(cyrillic), texts());
        translation.use(Language::English);
        QCOMPARE(texts(), english);
    }

    void giveWidthsOfEveryLanguage()
    {
        for (int column = 0; column < ui::BetsModel::columns; ++column)
            QCOMPARE(Translation::everyHeader(static_cast<ui::BetsModel::Column>(column)).size(), 2);
        QVERIFY(
            Translation::everyStatus(client::contract::ShownStatus::Retrying).contains(QStringLiteral("Повтор 5/5")));
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
