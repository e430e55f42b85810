// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/crashvfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>

namespace tests::support {
namespace {

constexpr std::size_t sectorBytes = 512;

// One un-synced change of a file: bytes at an offset, or a new size.
struct Write
{
    std::size_t offset = 0;
    std::string bytes;
    bool truncates = false;
};

void apply(std::string& content, std::size_t offset, const char* bytes, std::size_t count)
{
    if (content.size() < offset + count)
        content.resize(offset + count, '\0');
    std::memcpy(content.data() + offset, bytes, count);
}

void apply(std::string& content, const Write& write)
{
    if (write.truncates)
        content.resize(write.offset, '\0');
    else
        apply(content, write.offset, write.bytes.data(), write.bytes.size());
}

struct Open;

struct SharedMemory
{
    std::vector<std::unique_ptr<char[]>> regions;
    std::array<int, SQLITE_SHM_NLOCK> shared{};
    std::array<const Open*, SQLITE_SHM_NLOCK> exclusive{};
    int users = 0;
};

struct File
{
    std::string synced;
    std::string current;
    std::vector<Write> unsynced;
    bool existsDurably = false; // its directory entry survives: a sync has covered it
    bool deleted = false;       // without a sync of the directory, so a power loss may bring it back
    int sharedLocks = 0;
    const Open* reserved = nullptr;
    const Open* pending = nullptr;
    const Open* exclusive = nullptr;
    SharedMemory memory;
};

struct Open
{
    CrashDisk::Impl* disk = nullptr;
    std::shared_ptr<File> file;
    std::string path;
    int epoch = 0;
    int lock = SQLITE_LOCK_NONE;
    bool deleteOnClose = false;
    bool mapped = false;
    unsigned sharedMask = 0;
    unsigned exclusiveMask = 0;
};

struct Handle
{
    sqlite3_file base;
    Open* open;
};

} // namespace

struct CrashDisk::Impl
{
    std::string name;
    sqlite3_vfs vfs{};
    std::map<std::string, std::shared_ptr<File>> files;
    int epoch = 0;
    bool off = false;
    std::int64_t changes = 0;
    std::int64_t syncs = 0;
    std::optional<std::int64_t> offAt;
    std::optional<std::int64_t> failAt;
    bool failForEver = false;
    std::string lieAbout;
    DiskFault fault = DiskFault::Io;

    bool isDead(const Open& open) const { return off || open.epoch != epoch; }

    // Counts a change and says whether it may be made: SQLITE_OK, or the error to answer with.
    int change(int ioError)
    {
        if (off)
            return ioError;
        const std::int64_t number = changes++;
        if (offAt && number >= *offAt) {
            off = true;
            return ioError;
        }
        if (failAt && (failForEver ? number >= *failAt : number == *failAt))
            return fault == DiskFault::Full && ioError != SQLITE_IOERR_FSYNC ? SQLITE_FULL : ioError;
        return SQLITE_OK;
    }

    std::shared_ptr<File> find(const std::string& path) const
    {
        const auto found = files.find(path);
        return found == files.end() || found->second->deleted ? nullptr : found->second;
    }

    // A journalling file system commits names in order, so any sync covers the creations and deletions before it.
    // Without this, a rollback journal that comes back could undo commits of SQLite that were synced long after its
    // deletion.
    void syncDirectory()
    {
        std::erase_if(files, [](const auto& entry) { return entry.second->deleted; });
        for (const auto& [path, file] : files)
            file->existsDurably = true;
    }

    int remove(const std::string& path, bool durably)
    {
        const std::shared_ptr<File> file = find(path);
        if (!file)
            return SQLITE_IOERR_DELETE_NOENT;
        if (const int rc = change(SQLITE_IOERR_DELETE); rc != SQLITE_OK)
            return rc;
        if (durably || !file->existsDurably)
            files.erase(path);
        else
            file->deleted = true;
        return SQLITE_OK;
    }
};

namespace {

Open& of(sqlite3_file* file)
{
    return *reinterpret_cast<Handle*>(file)->open;
}

CrashDisk::Impl& of(sqlite3_vfs* vfs)
{
    return *static_cast<CrashDisk::Impl*>(vfs->pAppData);
}

int unlock(sqlite3_file* file, int level);
int unmapMemory(sqlite3_file* file, int deleteIt);

int close(sqlite3_file* file)
{
    Open& open = of(file);
    unlock(file, SQLITE_LOCK_NONE);
    unmapMemory(file, 0);
    if (open.deleteOnClose && !open.path.empty() && !open.disk->isDead(open))
        open.disk->files.erase(open.path);
    delete &open;
    return SQLITE_OK;
}

int read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset)
{
    const Open& open = of(file);
    if (open.disk->isDead(open))
        return SQLITE_IOERR_READ;
    const std::string& content = open.file->current;
    const std::size_t wanted = static_cast<std::size_t>(count);
    const std::size_t from = std::min(static_cast<std::size_t>(offset), content.size());
    const std::size_t got = std::min(wanted, content.size() - from);
    std::memcpy(to, content.data() + from, got);
    if (got == wanted)
        return SQLITE_OK;
    std::memset(static_cast<char*>(to) + got, 0, wanted - got);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset)
{
    Open& open = of(file);
    if (open.disk->isDead(open))
        return SQLITE_IOERR_WRITE;
    if (const int rc = open.disk->change(SQLITE_IOERR_WRITE); rc != SQLITE_OK)
        return rc;
    const char* bytes = static_cast<const char*>(from);
    const std::size_t length = static_cast<std::size_t>(count);
    const std::size_t at = static_cast<std::size_t>(offset);
    apply(open.file->current, at, bytes, length);
    open.file->unsynced.push_back({at, std::string(bytes, length), false});
    return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    Open& open = of(file);
    if (open.disk->isDead(open))
        return SQLITE_IOERR_TRUNCATE;
    if (const int rc = open.disk->change(SQLITE_IOERR_TRUNCATE); rc != SQLITE_OK)
        return rc;
    open.file->current.resize(static_cast<std::size_t>(size), '\0');
    open.file->unsynced.push_back({static_cast<std::size_t>(size), {}, true});
    return SQLITE_OK;
}

int sync(sqlite3_file* file, int)
{
    Open& open = of(file);
    if (open.disk->isDead(open))
        return SQLITE_IOERR_FSYNC;
    if (const int rc = open.disk->change(SQLITE_IOERR_FSYNC); rc != SQLITE_OK)
        return rc;
    ++open.disk->syncs;
    if (!open.disk->lieAbout.empty() && open.path.find(open.disk->lieAbout) != std::string::npos)
        return SQLITE_OK;
    for (const Write& change : open.file->unsynced)
        apply(open.file->synced, change);
    open.file->unsynced.clear();
    open.disk->syncDirectory();
    return SQLITE_OK;
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
    const Open& open = of(file);
    if (open.disk->isDead(open))
        return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(open.file->current.size());
    return SQLITE_OK;
}

int lock(sqlite3_file* handle, int level)
{
    Open& open = of(handle);
    File& file = *open.file;
    if (open.disk->isDead(open))
        return SQLITE_IOERR_LOCK;
    if (open.lock >= level)
        return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (file.exclusive || file.pending)
            return SQLITE_BUSY;
        ++file.sharedLocks;
        open.lock = level;
        return SQLITE_OK;
    }
    if (file.reserved && file.reserved != &open)
        return SQLITE_BUSY;
    file.reserved = &open;
    if (level == SQLITE_LOCK_RESERVED) {
        open.lock = level;
        return SQLITE_OK;
    }
    file.pending = &open;
    open.lock = SQLITE_LOCK_PENDING;
    if (file.sharedLocks > 1)
        return SQLITE_BUSY;
    file.exclusive = &open;
    open.lock = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

int unlock(sqlite3_file* handle, int level)
{
    Open& open = of(handle);
    File& file = *open.file;
    if (open.lock <= level)
        return SQLITE_OK;
    if (file.exclusive == &open)
        file.exclusive = nullptr;
    if (file.pending == &open)
        file.pending = nullptr;
    if (file.reserved == &open)
        file.reserved = nullptr;
    if (level == SQLITE_LOCK_NONE)
        --file.sharedLocks;
    open.lock = level;
    return SQLITE_OK;
}

int checkReservedLock(sqlite3_file* handle, int* isReserved)
{
    *isReserved = of(handle).file->reserved ? 1 : 0;
    return SQLITE_OK;
}

int fileControl(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
    return static_cast<int>(sectorBytes);
}

int deviceCharacteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int mapMemory(sqlite3_file* handle, int index, int bytes, int extend, volatile void** region)
{
    Open& open = of(handle);
    *region = nullptr;
    if (open.disk->isDead(open))
        return SQLITE_IOERR_SHMMAP;
    SharedMemory& memory = open.file->memory;
    if (!open.mapped) {
        open.mapped = true;
        ++memory.users;
    }
    const std::size_t wanted = static_cast<std::size_t>(index);
    if (wanted >= memory.regions.size() && !extend)
        return SQLITE_OK;
    while (memory.regions.size() <= wanted)
        memory.regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(bytes)));
    *region = memory.regions[wanted].get();
    return SQLITE_OK;
}

int lockMemory(sqlite3_file* handle, int offset, int count, int flags)
{
    Open& open = of(handle);
    SharedMemory& memory = open.file->memory;
    const auto mask = [](int slot) { return 1U << static_cast<unsigned>(slot); };
    if (flags & SQLITE_SHM_UNLOCK) {
        for (int slot = offset; slot < offset + count; ++slot) {
            const std::size_t at = static_cast<std::size_t>(slot);
            if (open.sharedMask & mask(slot))
                --memory.shared[at];
            if (open.exclusiveMask & mask(slot))
                memory.exclusive[at] = nullptr;
            open.sharedMask &= ~mask(slot);
            open.exclusiveMask &= ~mask(slot);
        }
        return SQLITE_OK;
    }
    if (open.disk->isDead(open))
        return SQLITE_IOERR_SHMLOCK;
    for (int slot = offset; slot < offset + count; ++slot) {
        const std::size_t at = static_cast<std::size_t>(slot);
        const int othersShared = memory.shared[at] - (open.sharedMask & mask(slot) ? 1 : 0);
        if (memory.exclusive[at] && memory.exclusive[at] != &open)
            return SQLITE_BUSY;
        if ((flags & SQLITE_SHM_EXCLUSIVE) && othersShared > 0)
            return SQLITE_BUSY;
    }
    for (int slot = offset; slot < offset + count; ++slot) {
        const std::size_t at = static_cast<std::size_t>(slot);
        if (flags & SQLITE_SHM_EXCLUSIVE) {
            memory.exclusive[at] = &open;
            open.exclusiveMask |= mask(slot);
        } else if (!(open.sharedMask & mask(slot))) {
            ++memory.shared[at];
            open.sharedMask |= mask(slot);
        }
    }
    return SQLITE_OK;
}

void memoryBarrier(sqlite3_file*) {}

int unmapMemory(sqlite3_file* handle, int deleteIt)
{
    Open& open = of(handle);
    if (!open.mapped)
        return SQLITE_OK;
    lockMemory(handle, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    SharedMemory& memory = open.file->memory;
    open.mapped = false;
    if (--memory.users == 0 && deleteIt)
        memory.regions.clear();
    return SQLITE_OK;
}

const sqlite3_io_methods methods = {
    2,
    close,
    read,
    write,
    truncate,
    sync,
    fileSize,
    lock,
    unlock,
    checkReservedLock,
    fileControl,
    sectorSize,
    deviceCharacteristics,
    mapMemory,
    lockMemory,
    memoryBarrier,
    unmapMemory,
    nullptr,
    nullptr,
};

int openFile(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* outFlags)
{
    CrashDisk::Impl& disk = of(vfs);
    file->pMethods = nullptr;
    if (disk.off)
        return SQLITE_CANTOPEN;
    std::shared_ptr<File> found;
    if (path)
        found = disk.find(path);
    if (found && (flags & SQLITE_OPEN_EXCLUSIVE) && (flags & SQLITE_OPEN_CREATE))
        return SQLITE_CANTOPEN;
    if (!found) {
        if (!(flags & SQLITE_OPEN_CREATE))
            return SQLITE_CANTOPEN;
        found = std::make_shared<File>();
        if (path)
            disk.files[path] = found;
    }
    auto open = std::make_unique<Open>();
    open->disk = &disk;
    open->file = found;
    open->path = path ? path : "";
    open->epoch = disk.epoch;
    open->deleteOnClose = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    reinterpret_cast<Handle*>(file)->open = open.release();
    file->pMethods = &methods;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* path, int syncDirectory)
{
    return of(vfs).off ? SQLITE_IOERR_DELETE : of(vfs).remove(path, syncDirectory != 0);
}

int access(sqlite3_vfs* vfs, const char* path, int, int* result)
{
    const std::shared_ptr<File> file = of(vfs).find(path);
    // As SQLite's own drivers do: an empty file does not count, or a hot journal would be seen where none is.
    *result = file && !file->current.empty() ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* path, int count, char* out)
{
    sqlite3_snprintf(count, out, "%s", path);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int count, char* out)
{
    for (int i = 0; i < count; ++i)
        out[i] = static_cast<char>(i * 37);
    return count;
}

int sleepNot(sqlite3_vfs*, int microseconds)
{
    return microseconds;
}

int currentTime(sqlite3_vfs*, sqlite3_int64* julianMs)
{
    *julianMs = 210866760000000; // 1970-01-01: no statement of ours asks SQLite for the time
    return SQLITE_OK;
}

int currentTimeDays(sqlite3_vfs*, double* days)
{
    *days = 2440587.5;
    return SQLITE_OK;
}

int lastError(sqlite3_vfs*, int, char*)
{
    return 0;
}

std::string imageAfter(const File& file, DiskLoss loss, client::ports::Random& random)
{
    std::string image = file.synced;
    for (const Write& change : file.unsynced) {
        if (loss == DiskLoss::Torn && !change.truncates) {
            // Sectors are those of the disk, so the first piece ends at a sector's boundary.
            std::size_t from = 0;
            while (from < change.bytes.size()) {
                const std::size_t toBoundary = sectorBytes - (change.offset + from) % sectorBytes;
                const std::size_t count = std::min(toBoundary, change.bytes.size() - from);
                if (random.next() & 1)
                    apply(image, change.offset + from, change.bytes.data() + from, count);
                from += count;
            }
        } else if (loss == DiskLoss::None || (loss != DiskLoss::All && (random.next() & 1))) {
            apply(image, change);
        }
    }
    return image;
}

} // namespace

CrashDisk::CrashDisk(const std::string& vfsName) : m_impl(std::make_unique<Impl>())
{
    sqlite3_initialize();
    m_impl->name = vfsName;
    sqlite3_vfs& vfs = m_impl->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 512;
    vfs.zName = m_impl->name.c_str();
    vfs.pAppData = m_impl.get();
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = access;
    vfs.xFullPathname = fullPath;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepNot;
    vfs.xCurrentTime = currentTimeDays;
    vfs.xCurrentTimeInt64 = currentTime;
    vfs.xGetLastError = lastError;
    sqlite3_vfs_register(&vfs, 0);
}

CrashDisk::~CrashDisk()
{
    sqlite3_vfs_unregister(&m_impl->vfs);
}

const std::string& CrashDisk::vfsName() const
{
    return m_impl->name;
}

void CrashDisk::powerOff()
{
    m_impl->off = true;
}

void CrashDisk::powerOffAfter(std::int64_t changes)
{
    m_impl->offAt = m_impl->changes + changes;
}

bool CrashDisk::isOff() const
{
    return m_impl->off;
}

void CrashDisk::powerOn(DiskLoss loss, client::ports::Random& random)
{
    std::map<std::string, std::shared_ptr<File>> after;
    for (const auto& [path, file] : m_impl->files) {
        const bool byChance = loss == DiskLoss::Some || loss == DiskLoss::Torn;
        if (!file->existsDurably && (loss == DiskLoss::All || (byChance && (random.next() & 1))))
            continue;
        if (file->deleted && (loss == DiskLoss::None || (byChance && (random.next() & 1))))
            continue;
        auto next = std::make_shared<File>();
        next->synced = imageAfter(*file, loss, random);
        next->current = next->synced;
        next->existsDurably = true;
        after.emplace(path, std::move(next));
    }
    m_impl->files = std::move(after);
    ++m_impl->epoch;
    m_impl->off = false;
    m_impl->offAt.reset();
}

void CrashDisk::failAfter(std::int64_t changes, DiskFault fault, bool forEver)
{
    m_impl->failAt = m_impl->changes + changes;
    m_impl->fault = fault;
    m_impl->failForEver = forEver;
}

void CrashDisk::repair()
{
    m_impl->failAt.reset();
}

bool CrashDisk::isFaulty() const
{
    return m_impl->failAt.has_value();
}

void CrashDisk::lieAboutSyncs(const std::string& part)
{
    m_impl->lieAbout = part;
}

std::int64_t CrashDisk::changes() const
{
    return m_impl->changes;
}

std::int64_t CrashDisk::syncs() const
{
    return m_impl->syncs;
}

std::vector<std::string> CrashDisk::files() const
{
    std::vector<std::string> paths;
    for (const auto& [path, file] : m_impl->files) {
        if (!file->deleted)
            paths.push_back(path);
    }
    return paths;
}

std::string CrashDisk::content(const std::string& path) const
{
    const std::shared_ptr<File> file = m_impl->find(path);
    return file ? file->current : std::string();
}

void CrashDisk::setContent(const std::string& path, const std::string& content)
{
    auto file = std::make_shared<File>();
    file->synced = content;
    file->current = content;
    file->existsDurably = true;
    m_impl->files[path] = std::move(file);
}

} // namespace tests::support
