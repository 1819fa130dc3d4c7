<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Upkeep</name>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later; nothing needs to be done until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a report and send it to the makers of Upkeep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later. If it stays like this, tell the publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another snapshot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Upkeep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operation was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command was not understood: {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add --help to see what is possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} is larger than it may be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{subject}” is not a version number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions look like 1.4.0 or 2.0.0-rc.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{subject}” is not a name that can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compressed data is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} is already there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it away or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} could not be read or written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file system of {subject} cannot do what is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the installation to another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no permission for {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change its permissions, or use an account that may write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} is on a read-only disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it writable and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough space for {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free up some space, for example by deleting old snapshots, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} reaches over two disks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the installation on one disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it is free and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password store is locked or not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection to {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {subject} is not safe, so it was not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the date of this computer and the network, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} was not found, or there is no access to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} leads to a place that may not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} sent more than was announced, so it was dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GitHub limits checks from this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place updates come from is not set up correctly: {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no releases at {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} could not be downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; the download goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download of {subject} is not what {product}&apos;s publisher signed, so it was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update information is damaged ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update information breaks its own rules ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update information is not signed by {product}&apos;s publisher ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody may be interfering. Do not install this update from elsewhere either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update information does not fit together ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update information offered is older than what is already known ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody may be replaying old answers. Try again from another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no fresh news from {product}&apos;s publisher ({subject} has expired).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the date of this computer. Otherwise wait for the publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} is not the file its publisher signed, so it was not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the update information is missing ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} is not among the files the publisher signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update information is larger than any honest one ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of {product}&apos;s publisher could not be read or kept ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The description of the release is damaged ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The release is for another product, channel or platform ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{product} {subject} was withdrawn by its publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no release {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See which ones there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product file has a mistake: {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upkeep does not look after “{subject}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it with “upkeepctl install”, or take over a folder with “upkeepctl adopt”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upkeep looks after “{subject}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it first, or use the one that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The instructions of the update have a mistake: {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of changes cannot be read ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file {subject} has a mistake; defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some settings were changed both here and in the update ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose which ones to keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of files is damaged ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files are not what their publisher signed ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a repair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package is damaged ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the package is not what its publisher signed ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package asks for more than it may ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The patch is damaged ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The patch needs a newer Upkeep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Upkeep first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This installation differs from the original ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The snapshot {subject} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no snapshot {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The snapshot {subject} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} was being written while the snapshot was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the programs that use it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The snapshot could not be made ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a way back nothing is installed. Check the disk and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update cannot be installed yet: {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new version could not be put together ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data could not be converted ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data cannot be converted back ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose whether to keep the present data or to restore the old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service {subject} could not be stopped or started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new version could not be put in place ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{subject} cannot be exchanged in one step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the installation to a folder of its own on an ordinary disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new version did not start correctly ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new version did not answer in time ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of the last operation cannot be read ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run “upkeepctl finish” with a newer Upkeep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{product} {subject} did not start correctly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going back did not succeed ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the steps shown by “upkeepctl finish”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going back to {subject} is not allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its snapshot can still be opened to rescue data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{product} could not be brought into order by itself ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Upkeep is working on {product}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it has finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The administrator does not allow this ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is on hold: {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The release cannot be made like this: {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The release could not be made ({subject}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was made does not give the same files again ({subject}), so it was not signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key {subject} cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the file and the passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version before is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back and works as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both versions and all data are kept; nothing was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file itself is kept as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>About %n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tomorrow, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch and missing parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Security update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotfix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minor update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Major update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is away for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download and verify signatures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot of %1 to go back to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert data (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test that %1 works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch for %1 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>files it builds on are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs more memory than allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs more disk space than there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs a newer Upkeep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the publisher offers none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not possible, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This installation differs from the original, so %1 are downloaded instead of the patch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The smaller download did not fit (%1), so %2 are downloaded instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs %1 %2 or later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not go together with “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Required by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was changed on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was removed on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The permissions of %1 were changed on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is yours, but the new version uses its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: as it was before the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: kept as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: kept as it is now, converted back (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cannot be converted back; choose between now and then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The publisher no longer allows a version this old, because it is not safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version was withdrawn by its publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The snapshot is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no earlier version to go back to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked for updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made a snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed evolutions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resumed updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminder set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Came back by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After an interruption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evolutions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before an update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before going back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before evolutions changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 fixes a security problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 is available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is installed. Released %2 by %3, %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signature verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not signed by its publisher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixes %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has not been checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An update is available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updating %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installing %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check did not succeed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 did not start correctly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs your help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 was withdrawn by its publisher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is updated by the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Upkeep is updating %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1. Checked %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back and %2 is on hold until you try it again or a newer version comes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is downloaded and verified. It is installed when %1 is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned to %1; newer versions wait until updates are resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not offered again, because it was rolled back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was skipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You asked to be reminded of %1 later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 reaches computers step by step; this one comes later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was withdrawn by its publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs a newer system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not made for a system as new as this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs a newer Upkeep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs another version in between first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the installation cannot be written, so %1 cannot be installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The installation is a mount point, so %1 cannot be exchanged for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough space for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates are paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is on hold (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not offered any more. “upkeepctl unskip %1” undoes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is offered again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is offered again: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stays on %2 until “upkeepctl resume”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install %1 by %2 in %3?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed %1 %2 in %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would look after %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look after %1 from now on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upkeep looks after %1 %2 in %3 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1 and its snapshots from %2? Settings and data stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1 from %2? Settings, data and snapshots stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an operation was interrupted; run “upkeepctl finish”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not as its publisher signed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files were changed on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  In %1, channel %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  Can go back to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  Pinned to %1; “upkeepctl resume” lets updates go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>!!</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  DAMAGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program is open, so nothing was changed. Close it, or add --when-running wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  %1 (process %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot %1 is kept for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot %1 goes when its time comes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back on %2 (%3 before) after %4. Updates wait until you try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some data cannot be converted back. Add --data keep or --data restore:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would make a snapshot “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>damaged   </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified  </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would delete the snapshot %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the snapshot %1 for ever?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot %1 (%2): %3 files are replaced, %4 added, %5 removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it? A snapshot of the current state is made first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored %1. What was there before is in the snapshot %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 goes back from %2 to %3:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 is available (%3 is installed). %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed by its publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  Download  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  Disk      %1, %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  Time      %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  Known issue: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 is up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  %1 (process %2) is using files to be updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; a copy is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated %1 from %2 to %3: %4 downloaded (%5), away for %6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is open, so nothing was installed. Close it, or add --when-running wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 did not start correctly. %3 is back and %2 is on hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. %1 %2 is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would leave %1 with these evolutions: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evolutions of %1 afterwards: %2. Go on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 is ready to be installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update %1 to %2 now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was left to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unfinished update was put away; nothing had been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is ready to be installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update to %1 was brought to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help is needed. Nothing was deleted. Do this:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n minute(s) ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n hour(s) ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n day(s) ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evolutions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ChoiceTile</name>
    <message>
        <source>%1: %2</source>
        <comment>an answer and its value</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ComponentModel</name>
    <message numerus="yes">
        <source>%n local change(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 available</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ComponentsPage</name>
    <message>
        <source>Components</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change &amp;Evolutions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of this product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evolutions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evolutions can be added and taken away at any time; each change can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::CreateSnapshotDialog</name>
    <message>
        <source>Snapshot of %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the program, its settings and its data as they are now. The program can stay open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the tax season</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;reate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::DeleteSnapshotDialog</name>
    <message>
        <source>Delete the snapshot of %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, version %2. This frees %3 and cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::DifferenceModel</name>
    <message numerus="yes">
        <source>%n changed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, was %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, its state</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ErrorDialog</name>
    <message>
        <source>For support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details for support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::EventDialog</name>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::EvolutionModel</name>
    <message>
        <source>Installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>evolution, reason, size</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::HelpDialog</name>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works without a mouse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates; 2 to 5 are the other pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick an evolution, turn a switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold it to see the letter of each button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close a dialog without doing anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::HistoryModel</name>
    <message>
        <source>%1 %2</source>
        <comment>operation, versions</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::HistoryPage</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Report...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As JSON...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As CSV...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 3 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All operations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>updates succeeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rollbacks succeeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usual update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downloaded for updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::MainWindow</name>
    <message>
        <source>Not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last checked %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next around %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Components</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product is registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upkeep looks after programs that were installed with it. Ask the publisher of a program for its product.yaml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over an installed one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 - Upkeep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::NotesView</name>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Security</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known issue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What&apos;s new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The publisher gives no notes for this version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breaking</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::OfferView</name>
    <message>
        <source>What&apos;s new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evolutions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the recommended evolutions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;kip This Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remind Me Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Update Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This evening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed by its publisher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evolutions  %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::OutcomeView</name>
    <message>
        <source>%1 %2</source>
        <comment>operation, versions</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume Updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not offered again. When a newer version appears, you are told and can choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rep&amp;ort...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help the publisher mend it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report holds versions, steps and the failed check. A preview is shown first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 keeps working as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try %1 Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mpare...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do It An&amp;yway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go Back to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Rep&amp;ort...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Put It Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install When &amp;Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look &amp;Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Using files that change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lose It and Continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::PhaseLine</name>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::PlotLegend</name>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed, went back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ProgressDelegate</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ProgressModel</name>
    <message>
        <source>Downloaded and verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking every file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being kept in the snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>component, what happens to it</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ProgressView</name>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going back to the version before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Components</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going back to %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring a snapshot of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing the evolutions of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please do not start %1 yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can stay in use. It is installed when you close it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can stay in use. It closes for about %2 near the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop and Roll Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping now puts %1 back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the window keeps this running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to download, not the %2 package.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept whole. Going back takes about a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::RatePlot</name>
    <message>
        <source>Download rate: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>60 s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is all that is copied. Names of files and people are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::RestoreWizard</name>
    <message>
        <source>Restore snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;ntinue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, left alone unless ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A snapshot of the current state is made first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is pinned, so that this restore can be undone as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is closed while files are exchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is asked to quit and never ended by force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1 from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing changes before the fourth step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a preview. Nothing has changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The way back from this restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please do not start %1 yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>files replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>files removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>files brought back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data stays readable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can read it as it is, or it is converted back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at your data first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was written by a newer version that %1 may not read. The present is kept in the safety snapshot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still uses files that would be exchanged. Close it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored and verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every file was compared with the snapshot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer versions wait until you resume updates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The state before is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the newest snapshot of the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping at the next safe point.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::RollbackDialog</name>
    <message>
        <source>Go back to %1 %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at what would change. Nothing has changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Roll Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is replaced, in about %2. It is not offered again by itself; newer versions wait until you resume updates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1. %n change(s) since the update.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Your data was written by the newer version. Which one is used?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was before the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The present is kept in a snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old one may not read all of it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsGroup</name>
    <message>
        <source>Reset to Defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset %1 to defaults</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed quietly while the program is closed. Evolutions wait for a choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Security updates only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others are announced and wait for a click.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates are announced, nothing is downloaded before a click.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Check every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A check is small and tells the publisher nothing about you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the program after an update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise it stays closed until you start it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The last %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A fifth of the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned ones are kept besides; the last good one is never deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The oldest ones go first when it is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta versions come earlier and are tested less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped and pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer versions wait until it is unpinned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not offered by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget that %1 is skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is skipped or pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions you skip or go back from are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsRow</name>
    <message>
        <source>Managed by your administrator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::SnapshotModel</name>
    <message>
        <source>Damaged: it cannot be restored whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now, version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files, %2; of its own %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::SnapshotsPage</name>
    <message>
        <source>Snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin this snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;reate Snapshot...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;store...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Filter %n snapshot(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Now (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, in use now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no snapshot yet. One is made before every update; you can also make one now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a snapshot to see what differs from now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>version, moment</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1, of its own %2, %3</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Unpin this snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pinned snapshot is kept; unpin it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Creating...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::SpaceBar</name>
    <message>
        <source>Snapshots take %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::StepRail</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::Strip</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::UpdatesPage</name>
    <message>
        <source>Updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for Updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for updates (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What&apos;s &amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll &amp;Back...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Security updates only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off, a click decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1, installed %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is installed now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n local change(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Updated to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something wrong? %1 is one click away.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep::VersionPlot</name>
    <message>
        <source>Installed version over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
