// SPDX-License-Identifier: Apache-2.0
#include "text/error_text.h"

#include "text/format.h"
#include "text/upkeep_tr.h"

#include <span>

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

constexpr const char* tryAgain = QT_TRANSLATE_NOOP("Upkeep", "Try again.");
constexpr const char* tryLater =
    QT_TRANSLATE_NOOP("Upkeep", "Try again later; nothing needs to be done until then.");
constexpr const char* report =
    QT_TRANSLATE_NOOP("Upkeep", "Save a report and send it to the makers of Upkeep.");
constexpr const char* tellPublisher =
    QT_TRANSLATE_NOOP("Upkeep", "Try again later. If it stays like this, tell the publisher.");
constexpr const char* checkName = QT_TRANSLATE_NOOP("Upkeep", "Check the name and try again.");
constexpr const char* useOther = QT_TRANSLATE_NOOP("Upkeep", "Choose another snapshot.");
constexpr const char* correctFile = QT_TRANSLATE_NOOP("Upkeep", "Correct the file and try again.");

constexpr Wording groundWordings[] = {
    {ErrorCode::Internal,
     QT_TRANSLATE_NOOP("Upkeep", "Something went wrong inside Upkeep."),
     After::Unchanged,
     report},
    {ErrorCode::Cancelled,
     QT_TRANSLATE_NOOP("Upkeep", "The operation was cancelled."),
     After::Unchanged,
     ""},
    {ErrorCode::UsageInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The command was not understood: {subject}."),
     After::Nothing,
     QT_TRANSLATE_NOOP("Upkeep", "Add --help to see what is possible.")},
    {ErrorCode::ParseInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} could not be read."),
     After::Unchanged,
     correctFile},
    {ErrorCode::ParseTooLarge,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} is larger than it may be."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::VersionInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "“{subject}” is not a version number."),
     After::Nothing,
     QT_TRANSLATE_NOOP("Upkeep", "Versions look like 1.4.0 or 2.0.0-rc.1.")},
    {ErrorCode::NameInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "“{subject}” is not a name that can be used."),
     After::Unchanged,
     checkName},
    {ErrorCode::CodecFailed,
     QT_TRANSLATE_NOOP("Upkeep", "Compressed data is damaged."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::FileNotFound,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} does not exist."),
     After::Unchanged,
     checkName},
    {ErrorCode::FileExists,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} is already there."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Move it away or choose another place.")},
    {ErrorCode::FileFailed,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} could not be read or written."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Check the disk and try again.")},
    {ErrorCode::FileUnsupported,
     QT_TRANSLATE_NOOP("Upkeep", "The file system of {subject} cannot do what is needed."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Move the installation to another disk.")},
    {ErrorCode::FileAccess,
     QT_TRANSLATE_NOOP("Upkeep", "There is no permission for {subject}."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Change its permissions, or use an account that may write there.")},
    {ErrorCode::FileReadOnly,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} is on a read-only disk."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Make it writable and try again.")},
    {ErrorCode::FileNoSpace,
     QT_TRANSLATE_NOOP("Upkeep", "Not enough space for {subject}."),
     After::Unchanged,
     QT_TRANSLATE_NOOP(
         "Upkeep", "Free up some space, for example by deleting old snapshots, and try again.")},
    {ErrorCode::FileCrossDevice,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} reaches over two disks."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Keep the installation on one disk.")},
    {ErrorCode::FileLocked,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} is in use."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Wait until it is free and try again.")},
    {ErrorCode::ProcessFailed,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} could not be started."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::ProcessTimeout,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} did not answer in time."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::SecretUnavailable,
     QT_TRANSLATE_NOOP("Upkeep", "The password store is locked or not there."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Unlock it and try again.")},
    {ErrorCode::DesktopUnavailable,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} did not answer."),
     After::Unchanged,
     tryAgain},
};

constexpr Wording networkWordings[] = {
    {ErrorCode::NetworkFailed,
     QT_TRANSLATE_NOOP("Upkeep", "No connection to {subject}."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Check the network and try again.")},
    {ErrorCode::NetworkTimeout,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} did not answer in time."),
     After::Unchanged,
     tryLater},
    {ErrorCode::NetworkTls,
     QT_TRANSLATE_NOOP("Upkeep", "The connection to {subject} is not safe, so it was not used."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Check the date of this computer and the network, then try again.")},
    {ErrorCode::NetworkStatus,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} was not found, or there is no access to it."),
     After::Unchanged,
     tryLater},
    {ErrorCode::NetworkRedirect,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} leads to a place that may not be used."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::NetworkTooLarge,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} sent more than was announced, so it was dropped."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::NetworkRateLimited,
     QT_TRANSLATE_NOOP("Upkeep", "GitHub limits checks from this network."),
     After::Unchanged,
     tryLater},
    {ErrorCode::SourceInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The place updates come from is not set up correctly: {subject}."),
     After::Unchanged,
     correctFile},
    {ErrorCode::SourceMissing,
     QT_TRANSLATE_NOOP("Upkeep", "There are no releases at {subject}."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::DownloadFailed,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} could not be downloaded."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Try again; the download goes on where it stopped.")},
    {ErrorCode::DownloadHash,
     QT_TRANSLATE_NOOP(
         "Upkeep",
         "The download of {subject} is not what {product}'s publisher signed, so it was deleted."),
     After::Unchanged,
     tellPublisher},
};

constexpr Wording trustWordings[] = {
    {ErrorCode::TrustJsonInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The update information is damaged ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustMetadataInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The update information breaks its own rules ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustSignature,
     QT_TRANSLATE_NOOP(
         "Upkeep", "The update information is not signed by {product}'s publisher ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP(
         "Upkeep",
         "Somebody may be interfering. Do not install this update from elsewhere either.")},
    {ErrorCode::TrustVersion,
     QT_TRANSLATE_NOOP("Upkeep", "The update information does not fit together ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustRollback,
     QT_TRANSLATE_NOOP(
         "Upkeep",
         "The update information offered is older than what is already known ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Somebody may be replaying old answers. Try again from another network.")},
    {ErrorCode::TrustExpired,
     QT_TRANSLATE_NOOP(
         "Upkeep", "There is no fresh news from {product}'s publisher ({subject} has expired)."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Check the date of this computer. Otherwise wait for the publisher.")},
    {ErrorCode::TrustHash,
     QT_TRANSLATE_NOOP("Upkeep",
                       "{subject} is not the file its publisher signed, so it was not used."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustMissing,
     QT_TRANSLATE_NOOP("Upkeep", "Part of the update information is missing ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustTargetMissing,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} is not among the files the publisher signed."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustLimit,
     QT_TRANSLATE_NOOP("Upkeep",
                       "The update information is larger than any honest one ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TrustStoreFailed,
     QT_TRANSLATE_NOOP(
         "Upkeep", "What is known of {product}'s publisher could not be read or kept ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Check the disk and try again.")},
    {ErrorCode::ReleaseInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The description of the release is damaged ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ReleaseMismatch,
     QT_TRANSLATE_NOOP("Upkeep",
                       "The release is for another product, channel or platform ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ReleaseRevoked,
     QT_TRANSLATE_NOOP("Upkeep", "{product} {subject} was withdrawn by its publisher."),
     After::Unchanged,
     ""},
    {ErrorCode::ReleaseUnknown,
     QT_TRANSLATE_NOOP("Upkeep", "There is no release {subject}."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "See which ones there are.")},
};

constexpr Wording productWordings[] = {
    {ErrorCode::ProductInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The product file has a mistake: {subject}."),
     After::Unchanged,
     correctFile},
    {ErrorCode::ProductUnknown,
     QT_TRANSLATE_NOOP("Upkeep", "Upkeep does not look after “{subject}”."),
     After::Nothing,
     QT_TRANSLATE_NOOP(
         "Upkeep",
         "Install it with “upkeepctl install”, or take over a folder with “upkeepctl adopt”.")},
    {ErrorCode::ProductExists,
     QT_TRANSLATE_NOOP("Upkeep", "Upkeep looks after “{subject}” already."),
     After::Nothing,
     QT_TRANSLATE_NOOP("Upkeep", "Remove it first, or use the one that is there.")},
    {ErrorCode::ManifestInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The instructions of the update have a mistake: {subject}."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ChangelogInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The list of changes cannot be read ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::ConfigInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The settings file {subject} has a mistake; defaults are used."),
     After::FileKept,
     correctFile},
    {ErrorCode::ConfigConflict,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Some settings were changed both here and in the update ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Choose which ones to keep.")},
    {ErrorCode::TreeInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The list of files is damaged ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::TreeMismatch,
     QT_TRANSLATE_NOOP("Upkeep", "The files are not what their publisher signed ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Run a repair.")},
    {ErrorCode::PayloadInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The package is damaged ({subject})."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::PayloadHash,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Part of the package is not what its publisher signed ({subject})."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::PayloadLimit,
     QT_TRANSLATE_NOOP("Upkeep", "The package asks for more than it may ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::PatchInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The patch is damaged ({subject})."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::PatchUnsupported,
     QT_TRANSLATE_NOOP("Upkeep", "The patch needs a newer Upkeep."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Update Upkeep first.")},
    {ErrorCode::PatchSourceMissing,
     QT_TRANSLATE_NOOP("Upkeep", "This installation differs from the original ({subject})."),
     After::Unchanged,
     tryAgain},
};

constexpr Wording snapshotWordings[] = {
    {ErrorCode::SnapshotInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The snapshot {subject} cannot be read."),
     After::Unchanged,
     useOther},
    {ErrorCode::SnapshotUnknown,
     QT_TRANSLATE_NOOP("Upkeep", "There is no snapshot {subject}."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "See which ones there are.")},
    {ErrorCode::SnapshotDamaged,
     QT_TRANSLATE_NOOP("Upkeep", "The snapshot {subject} is damaged."),
     After::Unchanged,
     useOther},
    {ErrorCode::SnapshotTorn,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} was being written while the snapshot was made."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Close the programs that use it and try again.")},
    {ErrorCode::SnapshotFailed,
     QT_TRANSLATE_NOOP("Upkeep", "The snapshot could not be made ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Without a way back nothing is installed. Check the disk and try again.")},
};

constexpr Wording walkWordings[] = {
    {ErrorCode::PreflightBlocked,
     QT_TRANSLATE_NOOP("Upkeep", "The update cannot be installed yet: {subject}."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::StageFailed,
     QT_TRANSLATE_NOOP("Upkeep", "The new version could not be put together ({subject})."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::MigrationFailed,
     QT_TRANSLATE_NOOP("Upkeep", "The data could not be converted ({subject})."),
     After::Unchanged,
     tellPublisher},
    {ErrorCode::MigrationMissing,
     QT_TRANSLATE_NOOP("Upkeep", "The data cannot be converted back ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Choose whether to keep the present data or to restore the old.")},
    {ErrorCode::ServiceFailed,
     QT_TRANSLATE_NOOP("Upkeep", "The service {subject} could not be stopped or started."),
     After::Unchanged,
     tryAgain},
    {ErrorCode::SwitchFailed,
     QT_TRANSLATE_NOOP("Upkeep", "The new version could not be put in place ({subject})."),
     After::BackAgain,
     tryAgain},
    {ErrorCode::SwitchUnsupported,
     QT_TRANSLATE_NOOP("Upkeep", "{subject} cannot be exchanged in one step."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep",
                       "Move the installation to a folder of its own on an ordinary disk.")},
    {ErrorCode::ProbeFailed,
     QT_TRANSLATE_NOOP("Upkeep", "The new version did not start correctly ({subject})."),
     After::BackAgain,
     tellPublisher},
    {ErrorCode::ProbeTimeout,
     QT_TRANSLATE_NOOP("Upkeep", "The new version did not answer in time ({subject})."),
     After::BackAgain,
     tellPublisher},
    {ErrorCode::JournalInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The record of the last operation cannot be read ({subject})."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Run “upkeepctl finish” with a newer Upkeep.")},
    {ErrorCode::RolledBack,
     QT_TRANSLATE_NOOP("Upkeep", "{product} {subject} did not start correctly."),
     After::BackAgain,
     tellPublisher},
    {ErrorCode::RollbackFailed,
     QT_TRANSLATE_NOOP("Upkeep", "Going back did not succeed ({subject})."),
     After::NeedsHelp,
     QT_TRANSLATE_NOOP("Upkeep", "Follow the steps shown by “upkeepctl finish”.")},
    {ErrorCode::RollbackRefused,
     QT_TRANSLATE_NOOP("Upkeep", "Going back to {subject} is not allowed."),
     After::Unchanged,
     QT_TRANSLATE_NOOP("Upkeep", "Its snapshot can still be opened to rescue data.")},
    {ErrorCode::NeedsHelp,
     QT_TRANSLATE_NOOP("Upkeep",
                       "{product} could not be brought into order by itself ({subject})."),
     After::NeedsHelp,
     QT_TRANSLATE_NOOP("Upkeep", "Follow the steps shown by “upkeepctl finish”.")},
    {ErrorCode::Locked,
     QT_TRANSLATE_NOOP("Upkeep", "Another Upkeep is working on {product}."),
     After::Nothing,
     QT_TRANSLATE_NOOP("Upkeep", "Wait until it has finished.")},
    {ErrorCode::PolicyForbids,
     QT_TRANSLATE_NOOP("Upkeep", "The administrator does not allow this ({subject})."),
     After::Unchanged,
     ""},
    {ErrorCode::Held,
     QT_TRANSLATE_NOOP("Upkeep", "The update is on hold: {subject}."),
     After::Unchanged,
     ""},
};

constexpr Wording publishWordings[] = {
    {ErrorCode::PublishInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The release cannot be made like this: {subject}."),
     After::Nothing,
     correctFile},
    {ErrorCode::PublishFailed,
     QT_TRANSLATE_NOOP("Upkeep", "The release could not be made ({subject})."),
     After::Nothing,
     tryAgain},
    {ErrorCode::PublishVerify,
     QT_TRANSLATE_NOOP(
         "Upkeep",
         "What was made does not give the same files again ({subject}), so it was not signed."),
     After::Nothing,
     report},
    {ErrorCode::KeyInvalid,
     QT_TRANSLATE_NOOP("Upkeep", "The key {subject} cannot be used."),
     After::Nothing,
     QT_TRANSLATE_NOOP("Upkeep", "Check the file and the passphrase.")},
};

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

QString stateAfter(After after, const TextContext& context) {
    const QString what = context.product.isEmpty() ? QString()
                         : context.version.isEmpty()
                             ? context.product
                             : context.product + QChar(0x00A0) + isolated(context.version);
    switch (after) {
    case After::Unchanged:
        return what.isEmpty() ? Upkeep::tr("Nothing was changed.")
                              : Upkeep::tr("%1 is unchanged.").arg(what);
    case After::BackAgain:
        return what.isEmpty() ? Upkeep::tr("The version before is back.")
                              : Upkeep::tr("%1 is back and works as before.").arg(what);
    case After::NeedsHelp:
        return Upkeep::tr("Both versions and all data are kept; nothing was deleted.");
    case After::FileKept:
        return Upkeep::tr("The file itself is kept as it is.");
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
        const QString product =
            context.product.isEmpty() ? Upkeep::tr("the program") : context.product;
        const QString subject =
            error.subject.isEmpty() ? Upkeep::tr("the file") : isolated(error.subject);
        return text.replace(QLatin1String("{product}"), product)
            .replace(QLatin1String("{subject}"), subject);
    };
    return {fill(Upkeep::tr(wording->happened)),
            stateAfter(wording->after, context),
            fill(Upkeep::tr(wording->advice))};
}

QString errorDetails(const Error& error) {
    QStringList lines{errorId(error.code), error.subject, error.cause};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace upkeep
