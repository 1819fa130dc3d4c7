<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Upkeep</name>
    <message numerus="yes">
        <source>About %n second(s)</source>
        <translation>
            <numerusform>About %n second</numerusform>
            <numerusform>About %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s)</source>
        <translation>
            <numerusform>About %n minute</numerusform>
            <numerusform>About %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) since</source>
        <translation>
            <numerusform>%n change since</numerusform>
            <numerusform>%n changes since</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n files</source>
        <translation>
            <numerusform>in %n files</numerusform>
            <numerusform>in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every content was read and is as it was: %n snapshots, %1.</source>
        <translation>
            <numerusform>Every content was read and is as it was: %n snapshots, %1.</numerusform>
            <numerusform>Every content was read and is as it was: %n snapshots, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Snapshots and packs are whole: %n. --full reads every content, too.</source>
        <translation>
            <numerusform>Snapshots and packs are whole: %n. --full reads every content, too.</numerusform>
            <numerusform>Snapshots and packs are whole: %n. --full reads every content, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 in %n files, %3 read, %4 added to the vault, %5.</source>
        <translation>
            <numerusform>%1: %2 in %n files, %3 read, %4 added to the vault, %5.</numerusform>
            <numerusform>%1: %2 in %n files, %3 read, %4 added to the vault, %5.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is back in %2: %n entries, %3.</source>
        <translation>
            <numerusform>%1 is back in %2: %n entries, %3.</numerusform>
            <numerusform>%1 is back in %2: %n entries, %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n request(s): %2</source>
        <translation>
            <numerusform>%1 in %n request: %2</numerusform>
            <numerusform>%1 in %n requests: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) repaired, %1 downloaded.</source>
        <translation>
            <numerusform>%n problem repaired, %1 downloaded.</numerusform>
            <numerusform>%n problems repaired, %1 downloaded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %3 in %n files</source>
        <translation>
            <numerusform>%1: %2, %3 in %n files</numerusform>
            <numerusform>%1: %2, %3 in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not as their publisher signed them. A repair fetches only what is missing.</source>
        <translation>
            <numerusform>%n file are not as their publisher signed them. A repair fetches only what is missing.</numerusform>
            <numerusform>%n files are not as their publisher signed them. A repair fetches only what is missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::ComponentModel</name>
    <message numerus="yes">
        <source>%n local change(s)</source>
        <translation>
            <numerusform>%n local change</numerusform>
            <numerusform>%n local changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::ComponentsPage</name>
    <message numerus="yes">
        <source>%n setting(s) were changed by you and by the last update. Yours are in force until you choose.</source>
        <translation>
            <numerusform>%n setting were changed by you and by the last update. Yours are in force until you choose.</numerusform>
            <numerusform>%n settings were changed by you and by the last update. Yours are in force until you choose.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s)</source>
        <translation>
            <numerusform>%n more problem</numerusform>
            <numerusform>%n more problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found.</source>
        <translation>
            <numerusform>%n problem found.</numerusform>
            <numerusform>%n problems found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::DifferenceModel</name>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n added</numerusform>
            <numerusform>%n added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::FirstStartView</name>
    <message numerus="yes">
        <source>%n local change(s)</source>
        <translation>
            <numerusform>%n local change</numerusform>
            <numerusform>%n local changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::HistoryPage</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entries</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::MainWindow</name>
    <message numerus="yes">
        <source>%n update(s) waiting</source>
        <translation>
            <numerusform>%n update waiting</numerusform>
            <numerusform>%n updates waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::OutcomeView</name>
    <message numerus="yes">
        <source>%n program(s) are using files to be updated: %1.</source>
        <translation>
            <numerusform>%n program are using files to be updated: %1.</numerusform>
            <numerusform>%n programs are using files to be updated: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::RestoreWizard</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsChoiceDialog</name>
    <message numerus="yes">
        <source>%n setting(s) need a choice</source>
        <translation>
            <numerusform>%n setting need a choice</numerusform>
            <numerusform>%n settings need a choice</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsGroups</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>After %n minute</numerusform>
            <numerusform>After %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %n</source>
        <translation>
            <numerusform>The last %n</numerusform>
            <numerusform>The last %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation>
            <numerusform>Every %n day</numerusform>
            <numerusform>Every %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::SnapshotsPage</name>
    <message numerus="yes">
        <source>Filter %n snapshot(s)</source>
        <translation>
            <numerusform>Filter %n snapshot</numerusform>
            <numerusform>Filter %n snapshots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1, of its own %2, %3</source>
        <translation>
            <numerusform>%n file, %1, of its own %2, %3</numerusform>
            <numerusform>%n files, %1, of its own %2, %3</numerusform>
        </translation>
    </message>
</context>
</TS>
