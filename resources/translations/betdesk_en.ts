<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>AlertTexts</name>
    <message numerus="yes">
        <source>refund of %n bets</source>
        <translation>
            <numerusform>refund of %n bet</numerusform>
            <numerusform>refund of %n bets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in doubt</source>
        <translation>
            <numerusform>%n in doubt</numerusform>
            <numerusform>%n in doubt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held</source>
        <translation>
            <numerusform>%n held</numerusform>
            <numerusform>%n held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deferred</source>
        <translation>
            <numerusform>%n deferred</numerusform>
            <numerusform>%n deferred</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RefundTexts</name>
    <message numerus="yes">
        <source>In doubt. %1 did not answer after %n tries. It is being checked in the background; do not refund again.</source>
        <translation>
            <numerusform>In doubt. %1 did not answer after %n try. It is being checked in the background; do not refund again.</numerusform>
            <numerusform>In doubt. %1 did not answer after %n tries. It is being checked in the background; do not refund again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This currency has %n decimals.</source>
        <translation>
            <numerusform>This currency has %n decimal.</numerusform>
            <numerusform>This currency has %n decimals.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::AlertsDock</name>
    <message numerus="yes">
        <source>Betdesk: %n new alerts</source>
        <translation>
            <numerusform>Betdesk: %n new alert</numerusform>
            <numerusform>Betdesk: %n new alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%n new alert</numerusform>
            <numerusform>%n new alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BetsModel</name>
    <message numerus="yes">
        <source>%1 after %n attempts</source>
        <extracomment>Screen reader. %1 an error text, %n attempts</extracomment>
        <translation>
            <numerusform>%1 after %n attempt</numerusform>
            <numerusform>%1 after %n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::LiveBetsPage</name>
    <message numerus="yes">
        <source>Paused. %n new bets are waiting. Press Space to resume.</source>
        <translation>
            <numerusform>Paused. %n new bet is waiting. Press Space to resume.</numerusform>
            <numerusform>Paused. %n new bets are waiting. Press Space to resume.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n new bets while you were reading. Press End to follow.</source>
        <translation>
            <numerusform>▼ %n new bet while you were reading. Press End to follow.</numerusform>
            <numerusform>▼ %n new bets while you were reading. Press End to follow.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RefundDialog</name>
    <message numerus="yes">
        <source>State checked %n s ago.</source>
        <translation>
            <numerusform>State checked %n s ago.</numerusform>
            <numerusform>State checked %n s ago.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>State checked %n s ago: too old to refund on.</source>
        <translation>
            <numerusform>State checked %n s ago: too old to refund on.</numerusform>
            <numerusform>State checked %n s ago: too old to refund on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RefundForm</name>
    <message numerus="yes">
        <source>Write the reason in at least %n characters.</source>
        <translation>
            <numerusform>Write the reason in at least %n character.</numerusform>
            <numerusform>Write the reason in at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RoundDetail</name>
    <message numerus="yes">
        <source>%n bets</source>
        <translation>
            <numerusform>%n bet</numerusform>
            <numerusform>%n bets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RoundsModel</name>
    <message numerus="yes">
        <source>%n bets</source>
        <translation>
            <numerusform>%n bet</numerusform>
            <numerusform>%n bets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RoundsPage</name>
    <message numerus="yes">
        <source>%1 of %2 rounds</source>
        <extracomment>%1 shown, %2 in all; the plural goes by %2</extracomment>
        <translation>
            <numerusform>%1 of %2 round</numerusform>
            <numerusform>%1 of %2 rounds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StatusLine</name>
    <message numerus="yes">
        <source>%1 of %2 bets</source>
        <extracomment>%1 shown, %2 in all; the plural goes by %2</extracomment>
        <translation>
            <numerusform>%1 of %2 bet</numerusform>
            <numerusform>%1 of %2 bets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refunds unfinished</source>
        <translation>
            <numerusform>%n refund unfinished</numerusform>
            <numerusform>%n refunds unfinished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%n new alert</numerusform>
            <numerusform>%n new alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TimelineModel</name>
    <message numerus="yes">
        <source>in doubt after %n tries</source>
        <translation>
            <numerusform>in doubt after %n try</numerusform>
            <numerusform>in doubt after %n tries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs review after %n tries</source>
        <translation>
            <numerusform>needs review after %n try</numerusform>
            <numerusform>needs review after %n tries</numerusform>
        </translation>
    </message>
</context>
</TS>
