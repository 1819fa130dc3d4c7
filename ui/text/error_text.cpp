// SPDX-License-Identifier: Apache-2.0
#include "text/error_text.h"

#include "text/format.h"

#include <QCoreApplication>

namespace upkeep {

namespace {

// What state things are in after an error of this kind.
enum class After { Unchanged, Nothing, BackAgain, NeedsHelp, FileKept };

struct Wording {
    ErrorCode code;
    const char* happened; // {subject}, {product}
    After after;
    const char* advice;
};

#define T(text) QT_TRANSLATE_NOOP("Upkeep", text)

constexpr const char* tryAgain = T("Try again.");
constexpr const char* tryLater = T("Try again later; nothing needs to be done until then.");
constexpr const char* report = T("Save a report and send it to the makers of Upkeep.");
constexpr const char* tellPublisher =
    T("Try again later. If it stays like this, tell the publisher.");
constexpr const char* checkName = T("Check the name and try again.");
constexpr const char* useOther = T("Choose another snapshot.");
constexpr const char* correctFile = T("Correct the file and try again.");

constexpr Wording groundWordings[] = {
    {ErrorCode::Internal, T("Something went wrong inside Upkeep."), After::Unchanged, report},
    {ErrorCode::Cancelled, T("The operation was cancelled."), After::Unchanged, ""},
    {ErrorCode::UsageInvalid,
     T("The command was not understood: {subject}."),
     After::Nothing,
     T("Add --help to see what is possible.")},
    {ErrorCode::ParseInvalid, T("{subject} could not be read."), After::Unchanged, correctFile},
    {ErrorCode::ParseTooLarge,
     T("{subject} is larger than it may be."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::VersionInvalid,
     T("“{subject}” is not a version number."),
     After::Nothing,
     T("Versions look like 1.4.0 or 2.0.0-rc.1.")},
    {ErrorCode::NameInvalid,
     T("“{subject}” is not a name that can be used."),
     After::Unchanged,
     checkName},
    {ErrorCode::CodecFailed, T("Compressed data is damaged."), After::Unchanged, tryAgain},
    {ErrorCode::FileNotFound, T("{subject} does not exist."), After::Unchanged, checkName},
    {ErrorCode::FileExists,
     T("{subject} is already there."),
     After::Unchanged,
     T("Move it away or choose another place.")},
    {ErrorCode::FileFailed,
     T("{subject} could not be read or written."),
     After::Unchanged,
     T("Check the disk and try again.")},
    {ErrorCode::FileUnsupported,
     T("The file system of {subject} cannot do what is needed."),
     After::Unchanged,
     T("Move the installation to another disk.")},
    {ErrorCode::FileAccess,
     T("There is no permission for {subject}."),
     After::Unchanged,
     T("Change its permissions, or use an account that may write there.")},
    {ErrorCode::FileReadOnly,
     T("{subject} is on a read-only disk."),
     After::Unchanged,
     T("Make it writable and try again.")},
    {ErrorCode::FileNoSpace,
     T("Not enough space for {subject}."),
     After::Unchanged,
     T("Free up some space, for example by deleting old snapshots, and try again.")},
    {ErrorCode::FileCrossDevice,
     T("{subject} reaches over two disks."),
     After::Unchanged,
     T("Keep the installation on one disk.")},
    {ErrorCode::FileLocked,
     T("{subject} is in use."),
     After::Unchanged,
     T("Wait until it is free and try again.")},
    {ErrorCode::ProcessFailed, T("{subject} could not be started."), After::Unchanged, tryAgain},
    {ErrorCode::ProcessTimeout, T("{subject} did not answer in time."), After::Unchanged, tryAgain},
    {ErrorCode::SecretUnavailable,
     T("The password store is locked or not there."),
     After::Unchanged,
     T("Unlock it and try again.")},
};

constexpr Wording networkWordings[] = {
    {ErrorCode::NetworkFailed,
     T("No connection to {subject}."),
     After::Unchanged,
     T("Check the network and try again.")},
    {ErrorCode::NetworkTimeout, T("{subject} did not answer in time."), After::Unchanged, tryLater},
    {ErrorCode::NetworkTls,
     T("The connection to {subject} is not safe, so it was not used."),
     After::Unchanged,
     T("Check the date of this computer and the network, then try again.")},
    {ErrorCode::NetworkStatus,
     T("{subject} was not found, or there is no access to it."),
     After::Unchanged,
     tryLater},
    {ErrorCode::NetworkRedirect,
     T("{subject} leads to a place that may not be used."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::NetworkTooLarge,
     T("{subject} sent more than was announced, so it was dropped."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::NetworkRateLimited,
     T("GitHub limits checks from this network."),
     After::Unchanged,
     tryLater},
    {ErrorCode::SourceInvalid,
     T("The place updates come from is not set up correctly: {subject}."),
     After::Unchanged,
     correctFile},
    {ErrorCode::SourceMissing,
     T("There are no releases at {subject}."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::DownloadFailed,
     T("{subject} could not be downloaded."),
     After::Unchanged,
     T("Try again; the download goes on where it stopped.")},
    {ErrorCode::DownloadHash,
     T("The download of {subject} is not what {product}'s publisher signed, so it was deleted."),
     After::Unchanged,
     tellPublisher},
};

constexpr Wording trustWordings[] = {
    {ErrorCode::TrustJsonInvalid,
     T("The update information is damaged ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustMetadataInvalid,
     T("The update information breaks its own rules ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustSignature,
     T("The update information is not signed by {product}'s publisher ({subject})."),
     After::Unchanged,
     T("Somebody may be interfering. Do not install this update from elsewhere either.")},
    {ErrorCode::TrustVersion,
     T("The update information does not fit together ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustRollback,
     T("The update information offered is older than what is already known ({subject})."),
     After::Unchanged,
     T("Somebody may be replaying old answers. Try again from another network.")},
    {ErrorCode::TrustExpired,
     T("There is no fresh news from {product}'s publisher ({subject} has expired)."),
     After::Unchanged,
     T("Check the date of this computer. Otherwise wait for the publisher.")},
    {ErrorCode::TrustHash,
     T("{subject} is not the file its publisher signed, so it was not used."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustMissing,
     T("Part of the update information is missing ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustTargetMissing,
     T("{subject} is not among the files the publisher signed."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustLimit,
     T("The update information is larger than any honest one ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustStoreFailed,
     T("What is known of {product}'s publisher could not be read or kept ({subject})."),
     After::Unchanged,
     T("Check the disk and try again.")},
    {ErrorCode::ReleaseInvalid,
     T("The description of the release is damaged ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ReleaseMismatch,
     T("The release is for another product, channel or platform ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ReleaseRevoked,
     T("{product} {subject} was withdrawn by its publisher."),
     After::Unchanged,
     ""},
    {ErrorCode::ReleaseUnknown,
     T("There is no release {subject}."),
     After::Unchanged,
     T("See which ones there are.")},
};

constexpr Wording productWordings[] = {
    {ErrorCode::ProductInvalid,
     T("The product file has a mistake: {subject}."),
     After::Unchanged,
     correctFile},
    {ErrorCode::ProductUnknown,
     T("Upkeep does not look after “{subject}”."),
     After::Nothing,
     T("Install it with “upkeepctl install”, or take over a folder with “upkeepctl adopt”.")},
    {ErrorCode::ProductExists,
     T("Upkeep looks after “{subject}” already."),
     After::Nothing,
     T("Remove it first, or use the one that is there.")},
    {ErrorCode::ManifestInvalid,
     T("The instructions of the update have a mistake: {subject}."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ChangelogInvalid,
     T("The list of changes cannot be read ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ConfigInvalid,
     T("The settings file {subject} has a mistake; defaults are used."),
     After::FileKept,
     correctFile},
    {ErrorCode::ConfigConflict,
     T("Some settings were changed both here and in the update ({subject})."),
     After::Unchanged,
     T("Choose which ones to keep.")},
    {ErrorCode::TreeInvalid,
     T("The list of files is damaged ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TreeMismatch,
     T("The files are not what their publisher signed ({subject})."),
     After::Unchanged,
     T("Run a repair.")},
    {ErrorCode::PayloadInvalid,
     T("The package is damaged ({subject})."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::PayloadHash,
     T("Part of the package is not what its publisher signed ({subject})."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::PayloadLimit,
     T("The package asks for more than it may ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::PatchInvalid, T("The patch is damaged ({subject})."), After::Unchanged, tryAgain},
    {ErrorCode::PatchUnsupported,
     T("The patch needs a newer Upkeep."),
     After::Unchanged,
     T("Update Upkeep first.")},
    {ErrorCode::PatchSourceMissing,
     T("This installation differs from the original ({subject})."),
     After::Unchanged,
     tryAgain},
};

constexpr Wording snapshotWordings[] = {
    {ErrorCode::SnapshotInvalid,
     T("The snapshot {subject} cannot be read."),
     After::Unchanged,
     useOther},
    {ErrorCode::SnapshotUnknown,
     T("There is no snapshot {subject}."),
     After::Unchanged,
     T("See which ones there are.")},
    {ErrorCode::SnapshotDamaged,
     T("The snapshot {subject} is damaged."),
     After::Unchanged,
     useOther},
    {ErrorCode::SnapshotTorn,
     T("{subject} was being written while the snapshot was made."),
     After::Unchanged,
     T("Close the programs that use it and try again.")},
    {ErrorCode::SnapshotFailed,
     T("The snapshot could not be made ({subject})."),
     After::Unchanged,
     T("Without a way back nothing is installed. Check the disk and try again.")},
};

constexpr Wording walkWordings[] = {
    {ErrorCode::PreflightBlocked,
     T("The update cannot be installed yet: {subject}."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::StageFailed,
     T("The new version could not be put together ({subject})."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::MigrationFailed,
     T("The data could not be converted ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::MigrationMissing,
     T("The data cannot be converted back ({subject})."),
     After::Unchanged,
     T("Choose whether to keep the present data or to restore the old.")},
    {ErrorCode::ServiceFailed,
     T("The service {subject} could not be stopped or started."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::SwitchFailed,
     T("The new version could not be put in place ({subject})."),
     After::BackAgain,
     tryAgain},
    {ErrorCode::SwitchUnsupported,
     T("{subject} cannot be exchanged in one step."),
     After::Unchanged,
     T("Move the installation to a folder of its own on an ordinary disk.")},
    {ErrorCode::ProbeFailed,
     T("The new version did not start correctly ({subject})."),
     After::BackAgain,
     tellPublisher},
    {ErrorCode::ProbeTimeout,
     T("The new version did not answer in time ({subject})."),
     After::BackAgain,
     tellPublisher},
    {ErrorCode::JournalInvalid,
     T("The record of the last operation cannot be read ({subject})."),
     After::Unchanged,
     T("Run “upkeepctl finish” with a newer Upkeep.")},
    {ErrorCode::RolledBack,
     T("{product} {subject} did not start correctly."),
     After::BackAgain,
     tellPublisher},
    {ErrorCode::RollbackFailed,
     T("Going back did not succeed ({subject})."),
     After::NeedsHelp,
     T("Follow the steps shown by “upkeepctl finish”.")},
    {ErrorCode::RollbackRefused,
     T("Going back to {subject} is not allowed."),
     After::Unchanged,
     T("Its snapshot can still be opened to rescue data.")},
    {ErrorCode::NeedsHelp,
     T("{product} could not be brought into order by itself ({subject})."),
     After::NeedsHelp,
     T("Follow the steps shown by “upkeepctl finish”.")},
    {ErrorCode::Locked,
     T("Another Upkeep is working on {product}."),
     After::Nothing,
     T("Wait until it has finished.")},
    {ErrorCode::PolicyForbids,
     T("The administrator does not allow this ({subject})."),
     After::Unchanged,
     ""},
    {ErrorCode::Held, T("The update is on hold: {subject}."), After::Unchanged, ""},
};

constexpr Wording publishWordings[] = {
    {ErrorCode::PublishInvalid,
     T("The release cannot be made like this: {subject}."),
     After::Nothing,
     correctFile},
    {ErrorCode::PublishFailed,
     T("The release could not be made ({subject})."),
     After::Nothing,
     tryAgain},
    {ErrorCode::PublishVerify,
     T("What was made does not give the same files again ({subject}), so it was not signed."),
     After::Nothing,
     report},
    {ErrorCode::KeyInvalid,
     T("The key {subject} cannot be used."),
     After::Nothing,
     T("Check the file and the passphrase.")},
};

#undef T

const Wording* findWording(ErrorCode code) {
    const std::span<const Wording> tables[] = {groundWordings,
                                               networkWordings,
                                               trustWordings,
                                               productWordings,
                                               snapshotWordings,
                                               walkWordings,
                                               publishWordings};
    for (const auto& table : tables) {
        const auto found = std::find_if(
            table.begin(), table.end(), [&](const Wording& w) { return w.code == code; });
        if (found != table.end())
            return &*found;
    }
    return nullptr;
}

QString tr(const char* text) {
    return *text ? QCoreApplication::translate("Upkeep", text) : QString();
}

QString stateAfter(After after, const TextContext& context) {
    const QString what = context.product.isEmpty() ? QString()
                         : context.version.isEmpty()
                             ? context.product
                             : context.product + QChar(0x00A0) + isolated(context.version);
    switch (after) {
    case After::Unchanged:
        return what.isEmpty() ? tr("Nothing was changed.")
                              : QCoreApplication::translate("Upkeep", "%1 is unchanged.").arg(what);
    case After::BackAgain:
        return what.isEmpty()
                   ? tr("The version before is back.")
                   : QCoreApplication::translate("Upkeep", "%1 is back and works as before.")
                         .arg(what);
    case After::NeedsHelp:
        return tr("Both versions and all data are kept; nothing was deleted.");
    case After::FileKept:
        return tr("The file itself is kept as it is.");
    case After::Nothing:
        break;
    }
    return {};
}

} // namespace

QString ErrorText::paragraph() const {
    QStringList parts{happened, state, advice};
    parts.removeAll(QString());
    return parts.join(u' ');
}

ErrorText describe(const Error& error, const TextContext& context) {
    const Wording* wording = findWording(error.code);
    if (!wording)
        return describe(Error{ErrorCode::Internal, error.subject, error.cause}, context);
    const auto fill = [&](QString text) {
        const QString product = context.product.isEmpty() ? tr("the program") : context.product;
        const QString subject = error.subject.isEmpty() ? tr("the file") : isolated(error.subject);
        return text.replace(QLatin1String("{product}"), product)
            .replace(QLatin1String("{subject}"), subject);
    };
    return {fill(tr(wording->happened)),
            stateAfter(wording->after, context),
            fill(tr(wording->advice))};
}

QString errorDetails(const Error& error) {
    QStringList lines{errorId(error.code), error.subject, error.cause};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace upkeep
