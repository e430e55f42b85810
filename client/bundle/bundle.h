// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/bundle/manifest.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace client::bundle {

// An incident bundle, .betlog: a zip with a manifest, events and notes as JSON lines, and perhaps a signature. Opened
// read-only; whatever is in it is data of a stranger. Nothing is unpacked to where it says, no name of it is used as a
// path, and its lines may be anything: what shows them treats them as foreign text. One thread at a time.
class Bundle
{
public:
    struct Options
    {
        std::string password = {};
        // 64 hexadecimal digits: only what this key signed is taken. Empty: whatever is signed must be signed rightly.
        std::string signer = {};
    };

    // Checks the directory and the manifest alone, of a copy that lives among the temporary files as long as this.
    static Outcome<std::unique_ptr<Bundle>> open(const QString& path, const Options& options);
    ~Bundle();

    const Manifest& manifest() const;
    const std::optional<Signature>& signature() const; // checked
    // Reads everything and compares it with the manifest.
    Outcome<void> verify() const;
    // Gives a file of the manifest in pieces and compares it; the sink has got all of it before a lie is found, so what
    // it made of it is dropped on an error. The sink returns false to stop, which is no error.
    using Sink = std::function<bool(std::string_view piece)>;
    Outcome<void> unpack(std::string_view name, const Sink& sink) const;

private:
    struct Impl;
    explicit Bundle(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::bundle
