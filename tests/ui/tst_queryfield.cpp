// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"
#include "ui/widgets/querychips.h"
#include "ui/widgets/queryfield.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using client::contract::Query;
using ui::QueryField;

class TestQueryField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appliesAQueryOnEnter()
    {
        QueryField field(m_theme);
        QSignalSpy changed(&field, &QueryField::queryChanged);
        QTest::keyClicks(&field, QStringLiteral("status:failed"));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(field.query().terms().size(), 1U);
    }

    void keepsTheLastGoodQueryUnderAMistake()
    {
        QueryField field(m_theme);
        field.setQueryText(QStringLiteral("status:failed"));
        QSignalSpy changed(&field, &QueryField::queryChanged);
        field.setQueryText(QStringLiteral("staus:failed"));
        QCOMPARE(changed.size(), 0);
        QVERIFY(field.error());
        QCOMPARE(QueryField::explain(*field.error(), field.text()),
                 QStringLiteral("Position 1: Unknown field `staus`. Did you mean `status`?"));
        field.setQueryText(QString());
        QVERIFY(!field.error());
    }

    void countsThePositionInCharacters()
    {
        const auto text = QStringLiteral("\"ставка\" staus:failed");
        const auto parsed = Query::parse(text.toStdString());
        QVERIFY(!parsed);
        QVERIFY(QueryField::explain(parsed.error(), text).startsWith(QStringLiteral("Position 10: ")));
    }

    void offersFieldsThenValues()
    {
        QueryField field(m_theme);
        field.setValues([](client::contract::QueryField id) {
            return id == client::contract::QueryField::Partner
                       ? QStringList{QStringLiteral("acme"), QStringLiteral("north bet")}
                       : QStringList{};
        });
        field.setText(QStringLiteral("status:failed part"));
        QCOMPARE(field.candidates(), QStringList{QStringLiteral("partner:")});
        field.setText(QStringLiteral("status:fu"));
        QCOMPARE(field.candidates(), QStringList{QStringLiteral("status:funds_held")});
        field.setText(QStringLiteral("partner:"));
        QCOMPARE(field.candidates(),
                 (QStringList{QStringLiteral("partner:acme"), QStringLiteral("partner:\"north bet\"")}));
    }

    void joinsATermToAnyQuery()
    {
        const auto term = QStringLiteral("partner:acme");
        QCOMPARE(QueryField::joined(QString(), term), term);
        QCOMPARE(QueryField::joined(QStringLiteral("status:failed"), term),
                 QStringLiteral("status:failed partner:acme"));
        QCOMPARE(QueryField::joined(QStringLiteral("status:failed or status:won"), term),
                 QStringLiteral("(status:failed or status:won) partner:acme"));
    }

    void mirrorsTheTextInChipsAndBack()
    {
        QueryField field(m_theme);
        ui::QueryChips chips(m_theme);
        connect(&field, &QueryField::queryChanged, &chips, &ui::QueryChips::setQuery);
        connect(&chips, &ui::QueryChips::textChanged, &field, &QueryField::setQueryText);
        field.setQueryText(QStringLiteral("status:failed not partner:acme amount>100"));
        QCOMPARE(chips.chipTexts(), (QStringList{QStringLiteral("status:failed"), QStringLiteral("not partner:acme"),
                                                 QStringLiteral("amount>100")}));
        chips.show();
        chips.findChild<QPushButton*>(QStringLiteral("queryChip1"))->click();
        QCOMPARE(field.text(), QStringLiteral("status:failed amount>100"));
        QCOMPARE(chips.chipTexts().size(), 2);
    }

    void clearsWithEscape()
    {
        QueryField field(m_theme);
        field.setQueryText(QStringLiteral("status:failed"));
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.query().isEmpty());
    }

private:
    ui::Theme m_theme;
};

QTEST_MAIN(TestQueryField)
#include "tst_queryfield.moc"
