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
    <message numerus="yes">
        <source>%n bets at %1 hold funds for longer than %2.</source>
        <extracomment>%1 a bookmaker, %2 a time</extracomment>
        <translation>
            <numerusform>%n bet at %1 holds funds for longer than %2.</numerusform>
            <numerusform>%n bets at %1 hold funds for longer than %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operations at %1 are in doubt.</source>
        <extracomment>%1 a bookmaker</extracomment>
        <translation>
            <numerusform>%n operation at %1 is in doubt.</numerusform>
            <numerusform>%n operations at %1 are in doubt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n bets within %2.</source>
        <extracomment>%1 the name of a rule, %2 a time</extracomment>
        <translation>
            <numerusform>%1: %n bet within %2.</numerusform>
            <numerusform>%1: %n bets within %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n bets hold funds for longer than %1</source>
        <extracomment>%1 a time</extracomment>
        <translation>
            <numerusform>A bet holds funds for longer than %1</numerusform>
            <numerusform>At least %n bets hold funds for longer than %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n operations are in doubt</source>
        <translation>
            <numerusform>An operation is in doubt</numerusform>
            <numerusform>At least %n operations are in doubt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No bets for %1 from a partner that usually sends at least %n</source>
        <extracomment>%1 a time</extracomment>
        <translation>
            <numerusform>No bets for %1 from a partner that usually sends at least %n</numerusform>
            <numerusform>No bets for %1 from a partner that usually sends at least %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n bets within %1: %2</source>
        <extracomment>%1 a time, %2 a query</extracomment>
        <translation>
            <numerusform>A bet within %1: %2</numerusform>
            <numerusform>At least %n bets within %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CsvFile</name>
    <message numerus="yes">
        <source>Saved as %1: %n rows.</source>
        <translation>
            <numerusform>Saved as %1: %n row.</numerusform>
            <numerusform>Saved as %1: %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureTexts</name>
    <message numerus="yes">
        <source>%n failures in 24 h</source>
        <translation>
            <numerusform>%n failure in 24 h</numerusform>
            <numerusform>%n failures in 24 h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 bets are open.</source>
        <extracomment>%n bets are open, of %1</extracomment>
        <translation>
            <numerusform>%n of %1 bets is open.</numerusform>
            <numerusform>%n of %1 bets are open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets go again</source>
        <translation>
            <numerusform>%n bet goes again</numerusform>
            <numerusform>%n bets go again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were on their way already</source>
        <translation>
            <numerusform>%n was on its way already</numerusform>
            <numerusform>%n were on their way already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are left alone: this partner would do them twice</source>
        <translation>
            <numerusform>%n is left alone: this partner would do it twice</numerusform>
            <numerusform>%n are left alone: this partner would do them twice</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are left for another press</source>
        <translation>
            <numerusform>%n is left for another press</numerusform>
            <numerusform>%n are left for another press</numerusform>
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
    <name>JobTexts</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refunded</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n refunded</numerusform>
            <numerusform>%n refunded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recalculated</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n recalculated</numerusform>
            <numerusform>%n recalculated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n unchanged</numerusform>
            <numerusform>%n unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in doubt</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n in doubt</numerusform>
            <numerusform>%n in doubt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need input</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n needs input</numerusform>
            <numerusform>%n need input</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n put off</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n put off</numerusform>
            <numerusform>%n put off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n held back</numerusform>
            <numerusform>%n held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n superseded</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n superseded</numerusform>
            <numerusform>%n superseded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n untouched</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n untouched</numerusform>
            <numerusform>%n untouched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets in the plan so far</source>
        <translation>
            <numerusform>%n bet in the plan so far</numerusform>
            <numerusform>%n bets in the plan so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n s.</source>
        <translation>
            <numerusform>Expires in %n s.</numerusform>
            <numerusform>Expires in %n s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n min.</source>
        <translation>
            <numerusform>Expires in %n min.</numerusform>
            <numerusform>Expires in %n min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused after the first %n bets: %1.</source>
        <extracomment>%1 a list such as &quot;4 refunded · 1 failed&quot;</extracomment>
        <translation>
            <numerusform>Paused after the first %n bet: %1.</numerusform>
            <numerusform>Paused after the first %n bets: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused after %n bets. Nothing is sent until somebody resumes it.</source>
        <translation>
            <numerusform>Paused after %n bet. Nothing is sent until somebody resumes it.</numerusform>
            <numerusform>Paused after %n bets. Nothing is sent until somebody resumes it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused after %n bets: %1.</source>
        <translation>
            <numerusform>Paused after %n bet: %1.</numerusform>
            <numerusform>Paused after %n bets: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Starts in %n s.</source>
        <translation>
            <numerusform>Starts in %n s.</numerusform>
            <numerusform>Starts in %n s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets in the plan</source>
        <translation>
            <numerusform>%n bet in the plan</numerusform>
            <numerusform>%n bets in the plan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecalculationTexts</name>
    <message numerus="yes">
        <source>Write the reason in at least %n characters.</source>
        <translation>
            <numerusform>Write the reason in at least %n character.</numerusform>
            <numerusform>Write the reason in at least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At %1 the balances of %n players would fall below zero, by %2 together.</source>
        <extracomment>%1 a partner, %2 money</extracomment>
        <translation>
            <numerusform>At %1 the balance of %n player would fall below zero, by %2.</numerusform>
            <numerusform>At %1 the balances of %n players would fall below zero, by %2 together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At %1 %n players would owe %2 together (balance too low).</source>
        <translation>
            <numerusform>At %1 %n player would owe %2 (balance too low).</numerusform>
            <numerusform>At %1 %n players would owe %2 together (balance too low).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Partner %1 may refuse to take back %2 from %n players (balance too low).</source>
        <translation>
            <numerusform>Partner %1 may refuse to take back %2 from %n player (balance too low).</numerusform>
            <numerusform>Partner %1 may refuse to take back %2 from %n players (balance too low).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more bets are in doubt.</source>
        <translation>
            <numerusform>%n more bet is in doubt.</numerusform>
            <numerusform>%n more bets are in doubt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n players have more than one bet here.</source>
        <translation>
            <numerusform>%n player has more than one bet here.</numerusform>
            <numerusform>%n players have more than one bet here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReconciliationTexts</name>
    <message numerus="yes">
        <source>%n rows of the partner</source>
        <translation>
            <numerusform>%n row of the partner</numerusform>
            <numerusform>%n rows of the partner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets compared</source>
        <translation>
            <numerusform>%n bet compared</numerusform>
            <numerusform>%n bets compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exceptions are open</source>
        <translation>
            <numerusform>%n exception is open</numerusform>
            <numerusform>%n exceptions are open</numerusform>
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
    <name>ReviewTexts</name>
    <message numerus="yes">
        <source>… cut here: the line has %n more bytes.</source>
        <translation>
            <numerusform>… cut here: the line has %n more byte.</numerusform>
            <numerusform>… cut here: the line has %n more bytes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Application</name>
    <message numerus="yes">
        <source>%n rows of the local cache could not be read and were left out; the service is asked for them again.</source>
        <translation>
            <numerusform>%n row of the local cache could not be read and was left out; the service is asked for it again.</numerusform>
            <numerusform>%n rows of the local cache could not be read and were left out; the service is asked for them again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::FileDesk</name>
    <message numerus="yes">
        <source>%1 lines were left out of it.</source>
        <translation>
            <numerusform>%1 line was left out of it.</numerusform>
            <numerusform>%1 lines were left out of it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 lines of it cannot be read.</source>
        <translation>
            <numerusform>%1 line of it cannot be read.</numerusform>
            <numerusform>%1 lines of it cannot be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parts could not be read and are forgotten.</source>
        <translation>
            <numerusform>%n part could not be read and is forgotten.</numerusform>
            <numerusform>%n parts could not be read and are forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more are listed in Log review.</source>
        <translation>
            <numerusform>%n more is listed in Log review.</numerusform>
            <numerusform>%n more are listed in Log review.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its maker wrote notes on %1 bets.</source>
        <translation>
            <numerusform>Its maker wrote notes on %1 bet.</numerusform>
            <numerusform>Its maker wrote notes on %1 bets.</numerusform>
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
    <name>ui::ApprovalDialog</name>
    <message numerus="yes">
        <source>%n bets changed meanwhile and will be skipped; the total is now %1.</source>
        <extracomment>%1 amounts by currency</extracomment>
        <translation>
            <numerusform>%n bet changed meanwhile and will be skipped; the total is now %1.</numerusform>
            <numerusform>%n bets changed meanwhile and will be skipped; the total is now %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::AuditPage</name>
    <message numerus="yes">
        <source>Saved as %1: %n rows.</source>
        <translation>
            <numerusform>Saved as %1: %n row.</numerusform>
            <numerusform>Saved as %1: %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saving the log: %n rows so far…</source>
        <translation>
            <numerusform>Saving the log: %n row so far…</numerusform>
            <numerusform>Saving the log: %n rows so far…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows read; more when you scroll down.</source>
        <translation>
            <numerusform>%n row read; more when you scroll down.</numerusform>
            <numerusform>%n rows read; more when you scroll down.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows.</source>
        <translation>
            <numerusform>%n row.</numerusform>
            <numerusform>%n rows.</numerusform>
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
    <name>ui::BetsPage</name>
    <message numerus="yes">
        <source>The service sent %n bets so far, back to %1…</source>
        <translation>
            <numerusform>The service sent %n bet so far, back to %1…</numerusform>
            <numerusform>The service sent %n bets so far, back to %1…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets.</source>
        <translation>
            <numerusform>%n bet.</numerusform>
            <numerusform>%n bets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n views were added.</source>
        <translation>
            <numerusform>%n view was added.</numerusform>
            <numerusform>%n views were added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BulkRefundDialog</name>
    <message numerus="yes">
        <source>Frozen at %1. New matching bets will not be added (%n so far).</source>
        <translation>
            <numerusform>Frozen at %1. New matching bets will not be added (%n so far).</numerusform>
            <numerusform>Frozen at %1. New matching bets will not be added (%n so far).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n bets matching this view (not only the %1 on screen).</source>
        <translation>
            <numerusform>The %n bet matching this view (not only the %1 on screen).</numerusform>
            <numerusform>All %n bets matching this view (not only the %1 on screen).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected bets.</source>
        <translation>
            <numerusform>%n selected bet.</numerusform>
            <numerusform>%n selected bets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets would be refunded: %1.</source>
        <extracomment>%1 is a list of amounts, one a currency</extracomment>
        <translation>
            <numerusform>%n bet would be refunded: %1.</numerusform>
            <numerusform>%n bets would be refunded: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refund %n bets</source>
        <translation>
            <numerusform>Refund %n bet</numerusform>
            <numerusform>Refund %n bets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BulkRefundForm</name>
    <message numerus="yes">
        <source>Write the note in at least %n characters.</source>
        <translation>
            <numerusform>Write the note in at least %n character.</numerusform>
            <numerusform>Write the note in at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ChangesDialog</name>
    <message numerus="yes">
        <source>%n bets and rounds changed between %1 and %2.</source>
        <extracomment>%1 and %2 times</extracomment>
        <translation>
            <numerusform>%n bet or round changed between %1 and %2.</numerusform>
            <numerusform>%n bets and rounds changed between %1 and %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DeliveriesView</name>
    <message numerus="yes">
        <source>%1: %n events are sent again.</source>
        <translation>
            <numerusform>%1: %n event is sent again.</numerusform>
            <numerusform>%1: %n events are sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dead letters of the chosen endpoints, the first %n:</source>
        <translation>
            <numerusform>Dead letters of the chosen endpoints, the first %n:</numerusform>
            <numerusform>Dead letters of the chosen endpoints, the first %n:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sends %n dead letters of %1 again, those of a bet in their order. A receiver that has one already drops it by its id.</source>
        <extracomment>%1 names of endpoints</extracomment>
        <translation>
            <numerusform>Sends %n dead letter of %1 again. A receiver that has it already drops it by its id.</numerusform>
            <numerusform>Sends %n dead letters of %1 again, those of a bet in their order. A receiver that has one already drops it by its id.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ExportBundleDialog</name>
    <message numerus="yes">
        <source>Saved: %1 lines.</source>
        <translation>
            <numerusform>Saved: %1 line.</numerusform>
            <numerusform>Saved: %1 lines.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 lines are no JSON and were left out.</source>
        <translation>
            <numerusform>%1 line is no JSON and was left out.</numerusform>
            <numerusform>%1 lines are no JSON and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;What the filter finds: %1 lines</source>
        <translation>
            <numerusform>&amp;What the filter finds: %1 line</numerusform>
            <numerusform>&amp;What the filter finds: %1 lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 lines of the files are no JSON, so that no filter finds them.</source>
        <translation>
            <numerusform>%1 line of the files is no JSON, so that no filter finds it.</numerusform>
            <numerusform>%1 lines of the files are no JSON, so that no filter finds them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FailureRetryDialog</name>
    <message numerus="yes">
        <source>Try %n bets at %1 again?</source>
        <translation>
            <numerusform>Try %n bet at %1 again?</numerusform>
            <numerusform>Try %n bets at %1 again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try %n bets again</source>
        <translation>
            <numerusform>Try %n bet again</numerusform>
            <numerusform>Try %n bets again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FailuresModel</name>
    <message numerus="yes">
        <source>%1. %2, %3, %n bets, %4, %5</source>
        <extracomment>Read by a screen reader: %1 a state, %2 a cause, %3 a partner, %4 amounts, %5 &quot;44 failures in 24 h, …&quot;</extracomment>
        <translation>
            <numerusform>%1. %2, %3, %n bet, %4, %5</numerusform>
            <numerusform>%1. %2, %3, %n bets, %4, %5</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FailuresPage</name>
    <message numerus="yes">
        <source>Saved as %1: %n groups.</source>
        <translation>
            <numerusform>Saved as %1: %n group.</numerusform>
            <numerusform>Saved as %1: %n groups.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::InputsForm</name>
    <message numerus="yes">
        <source>%n bets have no selection or odds, so that nobody can compute them. Say what is right, or leave them as they are.</source>
        <translation>
            <numerusform>%n bet has no selection or odds, so that nobody can compute it. Say what is right, or leave it as it is.</numerusform>
            <numerusform>%n bets have no selection or odds, so that nobody can compute them. Say what is right, or leave them as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n are shown.</source>
        <translation>
            <numerusform>The first one is shown (%n).</numerusform>
            <numerusform>The first %n are shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::JobActionDialog</name>
    <message numerus="yes">
        <source>%n bets go on. Money moves at once.</source>
        <translation>
            <numerusform>%n bet goes on. Money moves at once.</numerusform>
            <numerusform>%n bets go on. Money moves at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed bets go again, and nothing else. What is done stays done.</source>
        <translation>
            <numerusform>%n failed bet goes again, and nothing else. What is done stays done.</numerusform>
            <numerusform>%n failed bets go again, and nothing else. What is done stays done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets will stay untouched.</source>
        <translation>
            <numerusform>%n bet will stay untouched.</numerusform>
            <numerusform>%n bets will stay untouched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop after the %n calls in flight?</source>
        <translation>
            <numerusform>Stop after the %n call in flight?</numerusform>
            <numerusform>Stop after the %n calls in flight?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n bets</source>
        <translation>
            <numerusform>Go on with %n bet</numerusform>
            <numerusform>Go on with %n bets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try %n bets again</source>
        <translation>
            <numerusform>Try %n bet again</numerusform>
            <numerusform>Try %n bets again</numerusform>
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
    <message numerus="yes">
        <source>&amp;Refund %n selected bets…</source>
        <translation>
            <numerusform>&amp;Refund %n selected bet…</numerusform>
            <numerusform>&amp;Refund %n selected bets…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refund a&amp;ll %n matching bets…</source>
        <translation>
            <numerusform>Refund the one matching bet (%n)…</numerusform>
            <numerusform>Refund a&amp;ll %n matching bets…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MovesModel</name>
    <message numerus="yes">
        <source>%1: %n bets, %2</source>
        <translation>
            <numerusform>%1: %n bet, %2</numerusform>
            <numerusform>%1: %n bets, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::OverviewPage</name>
    <message numerus="yes">
        <source>%n things need attention.</source>
        <translation>
            <numerusform>%n thing needs attention.</numerusform>
            <numerusform>%n things need attention.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RecalculationWizard</name>
    <message numerus="yes">
        <source>This preview is valid for round version %1 until %2, %n min.</source>
        <translation>
            <numerusform>This preview is valid for round version %1 until %2, %n min.</numerusform>
            <numerusform>This preview is valid for round version %1 until %2, %n min.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ReconciliationDialog</name>
    <message numerus="yes">
        <source>Nothing was sent: %1 has %n mistakes.</source>
        <translation>
            <numerusform>Nothing was sent: %1 has %n mistake.</numerusform>
            <numerusform>Nothing was sent: %1 has %n mistakes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are sent. The service does not answer; it is tried again.</source>
        <translation>
            <numerusform>%n row is sent. The service does not answer; it is tried again.</numerusform>
            <numerusform>%n rows are sent. The service does not answer; it is tried again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are sent…</source>
        <translation>
            <numerusform>%n row is sent…</numerusform>
            <numerusform>%n rows are sent…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ReconciliationPage</name>
    <message numerus="yes">
        <source>Saved as %1: %n rows.</source>
        <translation>
            <numerusform>Saved as %1: %n row.</numerusform>
            <numerusform>Saved as %1: %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saving: %n rows so far…</source>
        <translation>
            <numerusform>Saving: %n row so far…</numerusform>
            <numerusform>Saving: %n rows so far…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differences read; more when you scroll down.</source>
        <translation>
            <numerusform>%n difference read; more when you scroll down.</numerusform>
            <numerusform>%n differences read; more when you scroll down.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differences.</source>
        <translation>
            <numerusform>%n difference.</numerusform>
            <numerusform>%n differences.</numerusform>
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
    <name>ui::RelatedView</name>
    <message numerus="yes">
        <source>The newest %n other bets; there are more.</source>
        <translation>
            <numerusform>The newest %n other bet; there are more.</numerusform>
            <numerusform>The newest %n other bets; there are more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other bets.</source>
        <translation>
            <numerusform>%n other bet.</numerusform>
            <numerusform>%n other bets.</numerusform>
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
    <name>ui::SqlView</name>
    <message numerus="yes">
        <source>Only the first %n rows are shown, there are more.</source>
        <translation>
            <numerusform>Only the first %n row is shown, there are more.</numerusform>
            <numerusform>Only the first %n rows are shown, there are more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows.</source>
        <translation>
            <numerusform>%n row.</numerusform>
            <numerusform>%n rows.</numerusform>
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
