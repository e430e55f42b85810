// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/packer.h"

#include <zstd.h>

#include <new>

namespace client::store {

namespace {

constexpr int level = 1;

} // namespace

struct Packer::Impl
{
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> packing{ZSTD_createCCtx(), &ZSTD_freeCCtx};
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> unpacking{ZSTD_createDCtx(), &ZSTD_freeDCtx};
};

Packer::Packer() : m_impl(std::make_unique<Impl>())
{
    if (!m_impl->packing || !m_impl->unpacking)
        throw std::bad_alloc();
}

Packer::~Packer() = default;

std::string Packer::pack(std::string_view text)
{
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    const std::size_t size =
        ZSTD_compressCCtx(m_impl->packing.get(), packed.data(), packed.size(), text.data(), text.size(), level);
    // With room for the bound it can only fail for want of memory.
    if (ZSTD_isError(size) != 0)
        throw std::bad_alloc();
    packed.resize(size);
    return packed;
}

std::optional<std::string> Packer::unpack(std::string_view packed)
{
    // What a damaged head promises is not believed before it is known to be bearable.
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > textBytesMax)
        return std::nullopt;
    std::string text(static_cast<std::size_t>(size), '\0');
    const std::size_t got =
        ZSTD_decompressDCtx(m_impl->unpacking.get(), text.data(), text.size(), packed.data(), packed.size());
    return ZSTD_isError(got) == 0 && got == text.size() ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace client::store
