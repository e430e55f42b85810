// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <jansson.h>

// The library's headers do not say themselves that they are C.
extern "C" {
#include <jose/jose.h>
}

#include <cstdarg>
#include <cstdint>
#include <memory>

namespace service::http {

struct JsonDeleter
{
    void operator()(json_t* value) const { json_decref(value); }
};
using JsonPtr = std::unique_ptr<json_t, JsonDeleter>;

struct SettingsDeleter
{
    void operator()(jose_cfg_t* settings) const { jose_cfg_decref(settings); }
};

// Without them the library writes what it does not like to standard error.
inline std::unique_ptr<jose_cfg_t, SettingsDeleter> quietly()
{
    std::unique_ptr<jose_cfg_t, SettingsDeleter> settings(jose_cfg());
    jose_cfg_set_err_func(
        settings.get(), [](void*, const char*, int, std::uint64_t, const char*, va_list) {}, nullptr);
    return settings;
}

} // namespace service::http
