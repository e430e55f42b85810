#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What queries over events.jsonl have to find, by tools that share nothing with the console.

expect.py fixture        writes events.jsonl anew
expect.py make           writes expected.tsv anew: KIND, QUERY, the numbers of the lines as 3-5,9
expect.py check          exits with 1 if expected.tsv differs from what the tools say, with 77 if a tool is missing

KIND query: the console's query language, answered by sqlite3 and by jq, which have to agree.
KIND text, itext, regex, iregex: over the raw text, answered by grep -F, -Fi, -E, -Ei.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
EVENTS = HERE / "events.jsonl"
EXPECTED = HERE / "expected.tsv"
NOW = "2026-11-23T06:00:00.000Z"  # tst_reviewqueries has the same

EXPONENT = {"EUR": 2, "USD": 2, "JPY": 0, "BHD": 3}


def time_text(ms):
    seconds, rest = divmod(ms, 1000)
    hours, seconds = divmod(seconds, 3600)
    return f"2026-11-23T{hours:02}:{seconds // 60:02}:{seconds % 60:02}.{rest:03}Z"


def money(minor, currency):
    exponent = EXPONENT[currency]
    text = f"{minor / 10 ** exponent:.{exponent}f}"
    return {"amount": text, "currency": currency}


def fixture():
    dice = random.Random(16)
    lines, bets, now = [], [], 4 * 3600 * 1000
    errors = [("timeout", "no answer within 2 s"), ("unavailable", "503 from upstream"), ("refused", "Insufficient Funds"),
              ("unavailable", "Сервис недоступен"), ("tls", 'certificate "acme" has expired')]
    for seq in range(1, 561):
        now += dice.randrange(25_000)
        event = {"seq": seq, "at": time_text(now)}
        chance = dice.random()
        if chance < 0.07:
            state = dice.choice(["open", "closed", "settled"])
            event |= {"type": "round." + state, "round_id": f"r-{dice.randrange(12)}",
                      "row": {"round_id": f"r-{dice.randrange(12)}", "game_id": "roulette", "state": state, "result_version": 1,
                              "version": seq, "created_at": time_text(now - 5_000), "updated_at": time_text(now)}}
        elif chance < 0.1:
            event |= {"type": "approval.requested", "partner_id": dice.choice(["acme", "northbet"]), "correlation_id": "c-1"}
        else:
            if not bets or dice.random() < 0.4:
                currency = dice.choice(list(EXPONENT))
                bets.append({"partner_id": dice.choice(["acme", "northbet", "Zagreus", "acme-2"]), "bet_id": f"b-{len(lines)}",
                             "player_id": f"p-{dice.randrange(40)}", "game_id": dice.choice(["roulette", "football", "Dice"]),
                             "round_id": f"r-{dice.randrange(12)}", "stake": money(dice.choice([1, 99, 100, 10_000, 12_345, 250_000]), currency),
                             "refunded": money(0, currency), "state": "checked", "resettled": False, "version": 0,
                             "created_at": time_text(now)})
            row = dice.choice(bets)
            row["version"] += 1
            row["updated_at"] = time_text(now)
            if row["version"] > 1:
                row["state"] = dice.choice(["blocked", "blocked", "won", "lost", "refunded", "rejected", "expired"])
                kind, error = dice.choice(errors)
                state = dice.choice(["succeeded"] * 5 + ["in_flight", "retry_scheduled", "declined", "in_doubt", "needs_review", "cancelling"])
                row["operation"] = {"operation_id": f"op-{seq}", "kind": "block", "state": state, "attempt": dice.randrange(1, 6), "attempts_max": 5}
                if state not in ("in_flight", "in_doubt"):
                    row["operation"]["http"] = 200 if state == "succeeded" else dice.choice([402, 422, 500, 503])
                if state != "succeeded":
                    row["operation"] |= {"error_class": kind, "error": error}
                row["resettled"] = dice.random() < 0.1
                row.pop("payout", None)
                if row["state"] == "won":
                    row["payout"] = money(dice.choice([150, 10_000, 30_000]), row["stake"]["currency"])
            event |= {"type": "bet." + row["state"], "partner_id": row["partner_id"], "bet_id": row["bet_id"], "round_id": row["round_id"],
                      "correlation_id": f"c-{dice.randrange(99)}", "row": row}
        lines.append(json.dumps(event, ensure_ascii=False, separators=(",", ":")))
    log = {"log.level": "info", "message": "answered", "service.name": "betd"}
    strange = [
        "", "   ", "Exception in thread \"main\" timeout", "{\"seq\":1,", "[1,2,3]", "null", "\"acme\"", "{}",
        '{"seq":"7","at":"2026-11-23T05:00:00.000Z","type":"bet.won","partner_id":"acme"}',
        '{"seq":7,"type":"bet.won","partner_id":"acme"}', '{"seq":7,"at":"soon","type":"bet.won","partner_id":"acme"}',
        '{"seq":8,"at":"2026-11-23T05:00:00.000Z","type":"x","partner_id":7,"row":[1]}',
        '{"seq":9,"at":"2026-11-23T05:00:00.000Z","type":"x","row":{"bet_id":"b-odd","stake":{"amount":"12","currency":"XXQ"},"state":"lost?"}}',
        '{"seq":10,"at":"2026-11-23T05:00:00.000Z","type":"x","row":{"bet_id":"B-ODD","stake":"12","state":"won","operation":"none"}}',
        json.dumps(log | {"@timestamp": "2026-11-23T05:10:00.000Z", "http.response.status_code": 503, "error.code": "storage", "error.message": "disk full"}),
        json.dumps(log | {"@timestamp": "2026-11-23T05:50:00.000Z", "http.response.status_code": 200, "url.path": "/api/block_funds"}),
        json.dumps(log | {"@timestamp": "2026-11-23T05:55:00.000Z", "message": "ACME is slow"}),
        "строка без JSON: Сервис недоступен", "<html>503 Service Unavailable</html>", lines[40][:200], lines[41][:-1], lines[42] + "}",
    ]
    for line in strange:
        lines.insert(dice.randrange(len(lines)), line)
    EVENTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


# --- the queries, each with its meaning in SQL and in jq -------------------------------------------------------------

def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def equal(field, value):
    return f"{field}:{value}", f"lower({field}) = {quoted(value.lower())}", f"(.{field} // \"\" | ascii_downcase) == {json.dumps(value.lower())}"


def ordered(field, op, text, number):
    return f"{field}{op}{text}", f"{field} {op.replace(':', '=')} {number}", f"(.{field} != null and .{field} {'==' if op in ':=' else op} {number})"


def contains(fields, value):
    low = value if any(ord(c) > 127 for c in value) else value.lower()
    sql = " OR ".join(f"instr(lower({f}), {quoted(low)})" for f in fields)
    jq = " or ".join(f"(.{f} // \"\" | ascii_downcase | contains({json.dumps(low, ensure_ascii=False)}))" for f in fields)
    return f"({sql})", f"({jq})"


def bare(value, shown=None):
    sql, jq = contains(["bet", "player", "round", "partner", "error", "class"], value)
    line_sql, line_jq = contains(["line"], value)
    return (shown or value), f"({sql} OR (NOT event AND {line_sql}))", f"({jq} or ((.event | not) and {line_jq}))"


def error(value, shown):
    sql, jq = contains(["error", "class"], value)
    return shown, sql, jq


def error_is(value, shown):
    low = json.dumps(value.lower(), ensure_ascii=False)
    return (shown, f"(lower(error) = {quoted(value.lower())} OR lower(class) = {quoted(value.lower())})",
            f"((.error // \"\" | ascii_downcase) == {low} or (.class // \"\" | ascii_downcase) == {low})")


def millis(text):
    day = 86_400_000
    hours, minutes, seconds = int(text[11:13]), int(text[14:16]), float(text[17:-1])
    return 1_795_392_000_000 + (int(text[8:10]) - 23) * day + (hours * 60 + minutes) * 60_000 + round(seconds * 1000)


def created(op, text):
    if len(text) == 10:
        first = millis(text + "T00:00:00Z")
        last = first + 86_400_000 - 1
    else:
        first = last = millis(text)
    test = {":": "BETWEEN", "<": f"< {first}", "<=": f"<= {last}", ">": f"> {last}", ">=": f">= {first}"}[op]
    if op == ":":
        return f"created:{text}", f"created BETWEEN {first} AND {last}", f"(.created != null and .created >= {first} and .created <= {last})"
    return f"created{op}{text}", f"created {test}", f"(.created != null and .created {test})"


def last(text, ms):
    since = millis(NOW) - ms
    return f"last:{text}", f"created >= {since}", f"(.created != null and .created >= {since})"


def terms():
    made = [equal("status", s) for s in ("in_doubt", "retrying", "failed", "refunded", "recalculated", "won", "lost", "funds_held", "checked", "expired", "FAILED")]
    made += [equal("state", s) for s in ("none", "checked", "blocked", "won", "lost", "refunded", "rejected", "expired", "Won")]
    made += [equal("partner", p) for p in ("acme", "ACME", "northbet", "zagreus", "acme-2", "nobody")]
    made += [equal("player", p) for p in ("p-1", "P-7", "p-39", "p-400")]
    made += [equal("bet", b) for b in ("b-odd", "B-17", "b-0", "b-100", "b-9999")]
    made += [equal("round", r) for r in ("r-0", "r-11", "R-5", "r-12")]
    made += [equal("game", g) for g in ("dice", "football", "ROULETTE", "chess")]
    made += [equal("currency", c) for c in ("eur", "USD", "JPY", "BHD", "GBP")]
    for op in (":", "=", "<", "<=", ">", ">="):
        for text, number in (("100", 1_000_000), ("1.23", 12_300), ("99.9999", 999_999), ("0", 0), ("12.345", 123_450), ("250", 2_500_000)):
            made.append(ordered("amount", op, text, number))
        made.append(ordered("payout", op, "100.00", 1_000_000))
        made.append(ordered("payout", op, "10", 100_000))
        made.append(ordered("attempt", op, "3", 3))
        made.append(ordered("http", op, "500", 500))
        made.append(ordered("http", op, "200", 200))
    for op in (":", "<", "<=", ">", ">="):
        made += [created(op, t) for t in ("2026-11-23", "2026-11-22", "2026-11-23T05:00:00Z", "2026-11-23T05:10:00.000Z")]
    made += [last("30m", 1_800_000), last("1h", 3_600_000), last("90s", 90_000), last("2d", 172_800_000), last("5m", 300_000)]
    made += [bare(w) for w in ("acme", "ACME", "b-1", "p-3", "timeout", "r-1", "Unavailable", "zagreus", "disk", "json", "service", "zzz", "недоступен")]
    made += [bare("503 from", '"503 from"'), bare("no answer", '"no answer"'), bare('certificate "a', '"certificate \\"a"'), bare("(", '"("'), bare("player:7", '"player:7"')]
    made += [error("timeout", "error:timeout"), error("503", "error:503"), error("funds", "error:FUNDS"), error("full", "error:full"),
             error("недоступен", "error:недоступен"), error("nothing like it", 'error:"nothing like it"')]
    made += [error_is("timeout", "error=timeout"), error_is("503 from upstream", 'error="503 from upstream"'), error_is("insufficient funds", 'error="insufficient funds"'),
             error_is("503", "error=503"), error_is("storage", "error=Storage")]
    return made


def queries():
    dice = random.Random(6)
    base = terms()
    made = [("", "1", "true"), *base]
    for text, sql, jq in dice.sample(base, 45):
        made.append((f"not {text}", f"({sql}) IS NOT 1", f"(({jq}) | not)"))

    def join(a, b, word):
        shown = {"and": f"{a[0]} and {b[0]}", "": f"{a[0]} {b[0]}", "or": f"{a[0]} or {b[0]}"}[word]
        sql = "OR" if word == "or" else "AND"
        return shown, f"(({a[1]}) IS 1 {sql} ({b[1]}) IS 1)", f"(({a[2]}) {sql.lower()} ({b[2]}))"

    def negated(a):
        return f"not ({a[0]})", f"({a[1]}) IS NOT 1", f"(({a[2]}) | not)"

    common = [t for t in base if t[0] in ("status:failed", "partner:acme", "amount>100", "amount<=100", "state:won", "http>=500", "last:1h", "currency:eur", "timeout",
                                          "acme", "created>=2026-11-23T05:00:00Z", "attempt>3", "game:dice", "error:timeout", "status:in_doubt", "payout>10")]
    for word in ("and", "", "or"):
        for _ in range(30):
            made.append(join(*dice.sample(common, 2), word))
    for _ in range(40):
        a, b, c = dice.sample(common, 3)
        either = join(a, b, "or")
        made.append(join((f"({either[0]})", *either[1:]), c, ""))
        made.append(join(negated(join(a, b, "")), c, dice.choice(["or", ""])))
    return made


TEXTS = [("text", t) for t in ("acme", "ACME", '"status"', '"amount":"100.00"', "b-1", "503", "недоступен", "Сервис", "}", '"seq":5', "}}}", "zzz", " ", "bet.won", "op-12", ".", "\\")]
TEXTS += [("itext", t) for t in ("acme", "ACME", "TIMEOUT", "service", "Insufficient funds", "BET.WON", "zagreus")]
TEXTS += [("regex", t) for t in (r"^\{", r"\}$", r"^$", r"b-[0-9]+", r"bet\.(won|lost)", r'"http":5[0-9][0-9]', r"^[^{]", r"acme|northbet", r'"attempt":[45],', r"5{2}", r"недоступен", r"^ +$",
                                  r'"player_id":"p-(1|2)[0-9]?"', r"x*", r"zzz+", r"[0-9]{4}-[0-9]{2}-[0-9]{2}T05:", r'"state":"won".*"state":"in_doubt"', r"\}\}\}$", r"Exception|html", r".")]
TEXTS += [("iregex", t) for t in (r"timeout|refused", r"^EXCEPTION", r"service.*unavailable", r"ZAGREUS.*bhd")]

# --- the tools -------------------------------------------------------------------------------------------------------

SQL_VIEW = r"""
CREATE TABLE j AS SELECT n, line, CASE WHEN json_valid(line) AND json_type(line) = 'object' THEN line ELSE '{}' END AS o FROM lines;
CREATE TABLE k AS SELECT n, line, o,
  coalesce(json_type(o,'$.seq') = 'integer' AND json_type(o,'$.type') = 'text' AND json_extract(o,'$.at') GLOB '20*T*Z', 0) AS event,
  coalesce(json_extract(o,'$."@timestamp"') GLOB '20*T*Z', 0) AS log,
  CASE WHEN json_type(o,'$.row') = 'object' THEN json_extract(o,'$.row') ELSE '{}' END AS r FROM j;
CREATE TABLE m AS SELECT n, line, event, log,
  CASE WHEN event THEN CASE WHEN json_type(r,'$.partner_id') = 'text' THEN json_extract(r,'$.partner_id') WHEN json_type(o,'$.partner_id') = 'text' THEN json_extract(o,'$.partner_id') END END AS partner,
  CASE WHEN event THEN coalesce(json_extract(r,'$.bet_id'), json_extract(o,'$.bet_id')) END AS bet,
  CASE WHEN event THEN coalesce(json_extract(r,'$.round_id'), json_extract(o,'$.round_id')) END AS round,
  CASE WHEN event THEN json_extract(r,'$.player_id') END AS player,
  CASE WHEN event THEN json_extract(r,'$.game_id') END AS game,
  CASE WHEN event AND json_extract(r,'$.stake.currency') IN ('EUR','USD','JPY','BHD') THEN json_extract(r,'$.stake.currency') END AS currency,
  CASE WHEN event AND json_extract(r,'$.stake.currency') IN ('EUR','USD','JPY','BHD') THEN CAST(round(json_extract(r,'$.stake.amount') * 10000) AS INTEGER) END AS amount,
  CASE WHEN event AND json_type(r,'$.payout') = 'object' THEN CAST(round(json_extract(r,'$.payout.amount') * 10000) AS INTEGER) END AS payout,
  CASE WHEN event AND json_type(r,'$.operation') = 'object' THEN json_extract(r,'$.operation.attempt') END AS attempt,
  CASE WHEN event THEN json_extract(r,'$.operation.http') WHEN log THEN json_extract(o,'$."http.response.status_code"') END AS http,
  CASE WHEN event THEN json_extract(r,'$.operation.error') WHEN log THEN json_extract(o,'$."error.message"') END AS error,
  CASE WHEN event THEN json_extract(r,'$.operation.error_class') WHEN log THEN json_extract(o,'$."error.code"') END AS class,
  CASE WHEN event THEN json_extract(r,'$.created_at') WHEN log THEN json_extract(o,'$."@timestamp"') END AS c,
  CASE WHEN event AND json_type(r,'$.bet_id') = 'text' AND json_extract(r,'$.state') IN ('none','checked','blocked','won','lost','refunded','rejected','expired')
       THEN json_extract(r,'$.state') END AS state,
  json_extract(r,'$.operation.state') AS operation, json_extract(r,'$.resettled') AS resettled FROM k;
CREATE TABLE rows AS SELECT *, CAST(strftime('%s', c) AS INTEGER) * 1000 + CAST(substr(c, 21, 3) AS INTEGER) AS created,
  CASE WHEN state IS NULL THEN NULL
       WHEN operation IN ('in_doubt','needs_review','cancelling') THEN 'in_doubt'
       WHEN operation IN ('in_flight','retry_scheduled') THEN 'retrying'
       WHEN operation = 'declined' OR state = 'rejected' THEN 'failed'
       WHEN state = 'refunded' THEN 'refunded' WHEN resettled THEN 'recalculated'
       WHEN state IN ('won','lost','expired') THEN state WHEN state = 'blocked' THEN 'funds_held' ELSE 'checked' END AS status FROM m;
"""

JQ_ROWS = r"""
def text: if type == "string" then . else null end;
def object: if type == "object" then . else {} end;
def ms: text | if . == null then null else ((.[:19] + "Z" | fromdate) * 1000 + (.[20:23] | tonumber)) end;
def known: . == "EUR" or . == "USD" or . == "JPY" or . == "BHD";
def units: tonumber * 10000 | round;
def shown($o; $again): if $o == "in_doubt" or $o == "needs_review" or $o == "cancelling" then "in_doubt"
  elif $o == "in_flight" or $o == "retry_scheduled" then "retrying" elif $o == "declined" or . == "rejected" then "failed"
  elif . == "refunded" then . elif $again then "recalculated" elif . == "blocked" then "funds_held"
  elif . == "won" or . == "lost" or . == "expired" then . else "checked" end;
def fields: . as $line | (try fromjson catch null | object) as $o | ($o.row | object) as $r | ($r.operation | object) as $p | ($r.stake | object) as $s
  | ($o.seq | type) as $seq | ($o.at | text // "") as $at
  | if $seq == "number" and ($at | test("^20.*T.*Z$")) and (($o.type | text // "") != "") then
      {line: $line, event: true, partner: (($r.partner_id | text) // ($o.partner_id | text)), bet: ($r.bet_id // $o.bet_id), round: ($r.round_id // $o.round_id),
       player: $r.player_id, game: $r.game_id, error: $p.error, class: $p.error_class, attempt: $p.attempt, http: $p.http, created: ($r.created_at | ms)}
      + (if $s.currency | known then {currency: $s.currency, amount: ($s.amount | units)} else {} end)
      + (if $r.payout then {payout: ($r.payout.amount | units)} else {} end)
      + (if $r.bet_id and ($r.state | . == "none" or . == "checked" or . == "blocked" or . == "won" or . == "lost" or . == "refunded" or . == "rejected" or . == "expired")
         then {state: $r.state, status: ($r.state | shown($p.state; $r.resettled))} else {} end)
    elif ($o["@timestamp"] | text // "") != "" then
      {line: $line, event: false, http: $o["http.response.status_code"], error: $o["error.message"], class: $o["error.code"], created: ($o["@timestamp"] | ms)}
    else {line: $line, event: false} end;
[inputs | fields] | to_entries | map(.value + {n: (.key + 1)}) as $rows |
"""


def lines_of():
    return EVENTS.read_bytes().removesuffix(b"\n").split(b"\n")


def by_sqlite(wanted):
    script = ["CREATE TABLE lines(n INTEGER, line TEXT);", "BEGIN;"]
    script += [f"INSERT INTO lines VALUES({n}, CAST(X'{line.hex()}' AS TEXT));" for n, line in enumerate(lines_of(), 1)]
    script += ["COMMIT;", SQL_VIEW]
    script += [f"SELECT coalesce(group_concat(n), '') FROM (SELECT n FROM rows WHERE {sql} ORDER BY n);" for _, sql, _ in wanted]
    out = subprocess.run(["sqlite3", "-bail", ":memory:"], input="\n".join(script), capture_output=True, text=True, check=True).stdout
    return [[int(n) for n in line.split(",") if n] for line in out.splitlines()]


def by_jq(wanted):
    program = JQ_ROWS + "\n, ".join(f"[$rows[] | select({jq}) | .n]" for _, _, jq in wanted)
    with EVENTS.open("rb") as events:
        out = subprocess.run(["jq", "-ncR", program], stdin=events, capture_output=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def by_grep(kind, text):
    flags = {"text": "-F", "itext": "-Fi", "regex": "-E", "iregex": "-Ei"}[kind]
    done = subprocess.run(["grep", "-n", "-a", flags, "-e", text, str(EVENTS)], capture_output=True, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode > 1:
        raise SystemExit(f"grep {flags} {text}: {done.stderr.decode()}")
    return [int(line.split(b":", 1)[0]) for line in done.stdout.splitlines()]


def ranges(numbers):
    parts = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def expected():
    wanted = queries()
    table = []
    for (text, _, _), sql, jq in zip(wanted, by_sqlite(wanted), by_jq(wanted), strict=True):
        if sql != jq:
            raise SystemExit(f"sqlite3 and jq differ over `{text}`:\n{ranges(sql)}\n{ranges(jq)}")
        table.append(f"query\t{text}\t{ranges(sql)}")
    table += [f"{kind}\t{text}\t{ranges(by_grep(kind, text))}" for kind, text in TEXTS]
    return "\n".join(table) + "\n"


def main():
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what not in ("fixture", "make", "check"):
        raise SystemExit(__doc__)
    if what == "fixture":
        fixture()
        return
    missing = [tool for tool in ("sqlite3", "jq", "grep") if not shutil.which(tool)]
    if missing:
        print("not installed:", *missing)
        sys.exit(77)
    table = expected()
    if what == "make":
        EXPECTED.write_text(table, encoding="utf-8")
    elif table != EXPECTED.read_text(encoding="utf-8"):
        raise SystemExit("expected.tsv is not what the tools say")
    else:
        print(len(table.splitlines()), "queries")


main()
