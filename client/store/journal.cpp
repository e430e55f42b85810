// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/journal.h"

#include "client/store/database.h"
#include "client/store/migrations.h"

#include <SQLiteCpp/Exception.h>

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <set>

namespace client::store {

using contract::ErrorKind;
using contract::Result;

namespace {

constexpr std::size_t macBytes = crypto_generichash_BYTES;
constexpr int macColumn = 20;
constexpr const char* columns = "seq, id, kind, environment, subject, partner, bet, amount_minor, currency, exponent, "
                                "expected_version, body, state, attempts, series, next_at, last_code, last_detail, "
                                "created_at, updated_at, mac";

constexpr std::array states{
    std::pair{IntentState::Prepared, std::string_view("prepared")},
    std::pair{IntentState::Sending, std::string_view("sending")},
    std::pair{IntentState::InDoubt, std::string_view("in_doubt")},
    std::pair{IntentState::Accepted, std::string_view("accepted")},
    std::pair{IntentState::Declined, std::string_view("declined")},
    std::pair{IntentState::Abandoned, std::string_view("abandoned")},
};

std::optional<IntentState> stateFrom(std::string_view word)
{
    for (const auto& [state, known] : states) {
        if (known == word)
            return state;
    }
    return std::nullopt;
}

// Type, length and bytes of each column in turn, so that no two different rows give the same input.
class Mac
{
public:
    explicit Mac(const std::string& key)
    {
        crypto_generichash_init(&m_state, reinterpret_cast<const unsigned char*>(key.data()), key.size(), macBytes);
        add(std::string_view("betdesk journal intent 1"));
    }
    void add(std::int64_t value)
    {
        addByte('i');
        addNumber(static_cast<std::uint64_t>(value));
    }
    void add(std::string_view text, char type = 't')
    {
        addByte(type);
        addNumber(text.size());
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    std::string finish()
    {
        std::string mac(macBytes, '\0');
        crypto_generichash_final(&m_state, reinterpret_cast<unsigned char*>(mac.data()), mac.size());
        return mac;
    }

private:
    void addByte(char byte)
    {
        const auto plain = static_cast<unsigned char>(byte);
        crypto_generichash_update(&m_state, &plain, 1);
    }
    void addNumber(std::uint64_t number)
    {
        std::array<unsigned char, 8> bytes{};
        for (unsigned char& byte : bytes) {
            byte = static_cast<unsigned char>(number & 0xff);
            number >>= 8;
        }
        crypto_generichash_update(&m_state, bytes.data(), bytes.size());
    }

    crypto_generichash_state m_state{};
};

// The columns before the MAC, in their order.
template <typename Sink>
void eachColumn(std::int64_t seq, const Intent& intent, Sink&& sink)
{
    sink(seq);
    sink(std::string_view(intent.id));
    sink(std::string_view(intent.kind));
    sink(std::string_view(intent.environmentId));
    sink(std::string_view(intent.subject));
    sink(std::string_view(intent.partner.text()));
    sink(std::string_view(intent.bet.text()));
    sink(intent.amount.minor);
    sink(std::string_view(intent.amount.currency.code));
    sink(std::int64_t{intent.amount.currency.exponent});
    sink(intent.expectedVersion);
    sink(std::string_view(intent.body));
    sink(word(intent.state));
    sink(std::int64_t{intent.attempts});
    sink(std::int64_t{intent.series});
    sink(intent.nextAt);
    sink(std::string_view(intent.lastCode));
    sink(std::string_view(intent.lastDetail));
    sink(intent.createdAt);
    sink(intent.updatedAt);
}

std::string macOf(const std::string& key, std::int64_t seq, const Intent& intent)
{
    Mac mac(key);
    eachColumn(seq, intent, [&mac](auto value) { mac.add(value); });
    return mac.finish();
}

std::string_view viewOf(const SQLite::Column& column)
{
    const void* const bytes = column.getBlob();
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(column.getBytes())};
}

// Over what really lies in the row, types included.
bool isGenuine(SQLite::Statement& row, const std::string& key)
{
    Mac mac(key);
    for (int i = 0; i < macColumn; ++i) {
        const SQLite::Column column = row.getColumn(i);
        if (column.isInteger())
            mac.add(column.getInt64());
        else if (column.isText())
            mac.add(viewOf(column));
        else
            mac.add(viewOf(column), 'b');
    }
    const std::string_view stored = viewOf(row.getColumn(macColumn));
    const std::string expected = mac.finish();
    return row.getColumn(macColumn).isBlob() && stored.size() == expected.size() &&
           sodium_memcmp(stored.data(), expected.data(), expected.size()) == 0;
}

std::optional<Intent> intentFrom(SQLite::Statement& row)
{
    const auto text = [&row](int index) { return std::string(viewOf(row.getColumn(index))); };
    const auto number = [&row](int index) { return row.getColumn(index).getInt64(); };
    const auto state = stateFrom(text(12));
    if (!state)
        return std::nullopt;
    Intent intent;
    intent.id = text(1);
    intent.kind = text(2);
    intent.environmentId = text(3);
    intent.subject = text(4);
    intent.partner = contract::PartnerId(text(5));
    intent.bet = contract::BetId(text(6));
    intent.amount = {number(7), {text(8), static_cast<int>(number(9))}};
    intent.expectedVersion = number(10);
    intent.body = text(11);
    intent.state = *state;
    intent.attempts = static_cast<int>(number(13));
    intent.series = static_cast<int>(number(14));
    intent.nextAt = number(15);
    intent.lastCode = text(16);
    intent.lastDetail = text(17);
    intent.createdAt = number(18);
    intent.updatedAt = number(19);
    return intent;
}

// A write that failed left no commit behind; after any other failure, of a sync above all, one may come back from the
// WAL.
bool isFailedWrite(const SQLite::Exception& error)
{
    return (error.getErrorCode() & 0xff) == SQLITE_FULL || error.getExtendedErrorCode() == SQLITE_IOERR_WRITE;
}

} // namespace

std::string_view word(IntentState state)
{
    for (const auto& [known, text] : states) {
        if (known == state)
            return text;
    }
    return {};
}

struct Journal::Impl
{
    std::string path;
    std::string key;
    std::unique_ptr<SQLite::Database> database;
    bool readOnly = false;
    bool newer = false;
    std::string whyReadOnly;
    // Every open intent's row, and perhaps some that are open no more. Kept here, because a damaged row would end a
    // search by its state before the rows behind it were seen.
    std::set<std::int64_t> openSeqs;
    mutable std::set<std::int64_t> damagedSeqs;
    mutable std::vector<std::string> damagedIds;

    void quarantine(std::int64_t seq, std::string id) const;
    // Null if the row is not there or not to be believed.
    std::optional<Intent> read(std::int64_t seq) const;
    std::vector<std::int64_t> seqs(const std::string& rest) const;
    std::optional<std::int64_t> seqOf(const std::string& id) const;
    std::vector<Intent> readAll(const std::vector<std::int64_t>& wanted) const;
    void write(std::int64_t seq, const Intent& intent);
    bool overwriteFailed();
    Result<void> refusal() const;
};

void Journal::Impl::quarantine(std::int64_t seq, std::string id) const
{
    if (!damagedSeqs.insert(seq).second)
        return;
    damagedIds.push_back(contract::isValidId(id) ? std::move(id) : "row " + std::to_string(seq));
}

std::optional<Intent> Journal::Impl::read(std::int64_t seq) const
{
    std::string id;
    try {
        SQLite::Statement row(*database, std::string("SELECT ") + columns + " FROM intents NOT INDEXED WHERE seq = ?");
        row.bind(1, seq);
        if (!row.executeStep())
            return std::nullopt;
        id = viewOf(row.getColumn(1));
        // A newer version may protect other columns than we know; nothing of it is ever sent.
        if (newer || isGenuine(row, key)) {
            if (auto intent = intentFrom(row))
                return intent;
        }
    } catch (const SQLite::Exception&) {
        // Damaged beyond reading, which is said below.
    }
    quarantine(seq, std::move(id));
    return std::nullopt;
}

std::vector<std::int64_t> Journal::Impl::seqs(const std::string& rest) const
{
    std::vector<std::int64_t> found;
    try {
        SQLite::Statement rows(*database, "SELECT seq FROM intents NOT INDEXED " + rest);
        while (rows.executeStep())
            found.push_back(rows.getColumn(0).getInt64());
    } catch (const SQLite::Exception&) {
        // What was found before the damage is still worth having.
    }
    return found;
}

std::optional<std::int64_t> Journal::Impl::seqOf(const std::string& id) const
{
    try {
        SQLite::Statement row(*database, "SELECT seq FROM intents WHERE id = ?");
        row.bind(1, id);
        if (row.executeStep())
            return row.getColumn(0).getInt64();
    } catch (const SQLite::Exception&) {
        return std::nullopt;
    }
    return std::nullopt;
}

std::vector<Intent> Journal::Impl::readAll(const std::vector<std::int64_t>& wanted) const
{
    std::vector<Intent> intents;
    for (const std::int64_t seq : wanted) {
        if (auto intent = read(seq))
            intents.push_back(std::move(*intent));
    }
    return intents;
}

void Journal::Impl::write(std::int64_t seq, const Intent& intent)
{
    SQLite::Statement row(*database, std::string("INSERT OR REPLACE INTO intents (") + columns +
                                         ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                                         "?16, ?17, ?18, ?19, ?20, ?21)");
    int index = 0;
    struct Binder
    {
        SQLite::Statement& row;
        int& index;
        void operator()(std::int64_t value) { row.bind(++index, value); }
        void operator()(std::string_view value) { row.bind(++index, std::string(value)); }
    };
    eachColumn(seq, intent, Binder{row, index});
    const std::string mac = macOf(key, seq, intent);
    row.bind(++index, mac.data(), static_cast<int>(mac.size()));
    row.exec();
}

// The commit of a failed sync may lie in the WAL and would come back at the next start; a further write takes its
// place.
bool Journal::Impl::overwriteFailed()
{
    try {
        Transaction transaction(*database);
        database->exec("UPDATE meta SET value = value + 1 WHERE key = 'overwrites'");
        transaction.commit();
        return true;
    } catch (const SQLite::Exception&) {
        return false;
    }
}

Result<void> Journal::Impl::refusal() const
{
    if (readOnly)
        return contract::fail(ErrorKind::Storage, whyReadOnly);
    return {};
}

Journal::Journal(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(const JournalOptions& options)
{
    if (options.macKey.size() != crypto_generichash_KEYBYTES)
        return contract::fail(ErrorKind::Invalid, "the journal's key has 32 bytes");
    if (sodium_init() < 0)
        return contract::fail(ErrorKind::Storage, "libsodium can not be used");
    auto impl = std::make_unique<Impl>();
    impl->path = options.path;
    impl->key = options.macKey;
    try {
        try {
            impl->database = openDatabase(options.path, options.vfs, Durability::Full);
            const auto known = static_cast<int>(journalMigrations().size());
            impl->newer = schemaVersion(*impl->database) > known;
            if (impl->newer) {
                impl->readOnly = true;
                impl->whyReadOnly = options.path + " was written by a newer version of this program. Use that version.";
            } else {
                migrate(*impl->database, journalMigrations());
            }
        } catch (const SQLite::Exception& error) {
            const int code = error.getErrorCode() & 0xff;
            if (code != SQLITE_READONLY && code != SQLITE_CANTOPEN && code != SQLITE_PERM && code != SQLITE_FULL &&
                code != SQLITE_IOERR)
                throw;
            // It may still be read, so that a person sees what is open.
            impl->readOnly = true;
            impl->whyReadOnly = storageDetail(error, options.path);
            impl->database.reset();
            impl->database = openImmutable(options.path, options.vfs);
            const int version = schemaVersion(*impl->database);
            if (version == 0)
                return contract::fail(ErrorKind::Storage, impl->whyReadOnly);
            impl->newer = version > static_cast<int>(journalMigrations().size());
        }
        for (const std::int64_t seq : impl->seqs("ORDER BY seq")) {
            if (const auto intent = impl->read(seq); intent && intent->isOpen())
                impl->openSeqs.insert(seq);
        }
        if (const std::string complaint = quickCheck(*impl->database);
            !complaint.empty() && impl->damagedSeqs.empty() && !impl->readOnly) {
            impl->readOnly = true;
            impl->whyReadOnly = options.path + " is damaged (" + complaint +
                                "). Move it away and keep it: it may name refunds that are not finished.";
        }
    } catch (const SQLite::Exception& error) {
        return contract::fail(ErrorKind::Storage,
                              impl->whyReadOnly.empty() ? storageDetail(error, options.path) : impl->whyReadOnly);
    }
    return std::unique_ptr<Journal>(new Journal(std::move(impl)));
}

bool Journal::isReadOnly() const
{
    return m_impl->readOnly;
}

const std::string& Journal::whyReadOnly() const
{
    return m_impl->whyReadOnly;
}

Result<void> Journal::append(const Intent& intent)
{
    if (auto refused = m_impl->refusal(); !refused)
        return refused;
    bool tried = false;
    try {
        Transaction transaction(*m_impl->database);
        if (m_impl->seqOf(intent.id))
            return contract::fail(ErrorKind::Conflict, "this intent is in the journal already");
        const std::int64_t seq =
            m_impl->database->execAndGet("SELECT coalesce(max(seq), 0) + 1 FROM intents NOT INDEXED").getInt64();
        m_impl->write(seq, intent);
        tried = true;
        transaction.commit();
        if (intent.isOpen())
            m_impl->openSeqs.insert(seq);
        return {};
    } catch (const SQLite::Exception& error) {
        const std::string detail = storageDetail(error, m_impl->path);
        if (!tried || m_impl->overwriteFailed() || isFailedWrite(error))
            return contract::fail(ErrorKind::Storage, detail);
        m_impl->readOnly = true;
        m_impl->whyReadOnly = detail;
        return contract::fail(ErrorKind::InDoubt,
                              detail + " It may have been stored all the same and go out after the next start.");
    }
}

Result<void> Journal::update(const Intent& intent)
{
    if (auto refused = m_impl->refusal(); !refused)
        return refused;
    try {
        const auto seq = m_impl->seqOf(intent.id);
        if (!seq)
            return contract::fail(ErrorKind::NotFound, "this intent is not in the journal");
        auto stored = m_impl->read(*seq);
        if (!stored)
            return contract::fail(ErrorKind::Storage, "this intent's row in the journal is damaged");
        stored->state = intent.state;
        stored->attempts = intent.attempts;
        stored->series = intent.series;
        stored->nextAt = intent.nextAt;
        stored->lastCode = intent.lastCode;
        stored->lastDetail = intent.lastDetail;
        stored->updatedAt = intent.updatedAt;
        Transaction transaction(*m_impl->database);
        m_impl->write(*seq, *stored);
        transaction.commit();
        if (stored->isOpen())
            m_impl->openSeqs.insert(*seq);
        else
            m_impl->openSeqs.erase(*seq);
        return {};
    } catch (const SQLite::Exception& error) {
        return contract::fail(ErrorKind::Storage, storageDetail(error, m_impl->path));
    }
}

std::optional<Intent> Journal::find(const std::string& id) const
{
    const auto seq = m_impl->seqOf(id);
    return seq ? m_impl->read(*seq) : std::nullopt;
}

std::vector<Intent> Journal::open() const
{
    std::vector<Intent> intents =
        m_impl->readAll(std::vector<std::int64_t>(m_impl->openSeqs.begin(), m_impl->openSeqs.end()));
    std::erase_if(intents, [](const Intent& intent) { return !intent.isOpen(); });
    return intents;
}

std::vector<Intent> Journal::newest(int limit) const
{
    return m_impl->readAll(m_impl->seqs("ORDER BY seq DESC LIMIT " + std::to_string(std::max(limit, 0))));
}

std::vector<std::string> Journal::damaged() const
{
    return m_impl->damagedIds;
}

} // namespace client::store
