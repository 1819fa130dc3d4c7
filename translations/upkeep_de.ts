<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Tray</name>
    <message>
        <source>Remind Me Later</source>
        <translation>Später erinnern</translation>
    </message>
    <message>
        <source>In 1 Hour</source>
        <translation>In 1 Stunde</translation>
    </message>
    <message>
        <source>This Evening</source>
        <translation>Heute Abend</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Morgen</translation>
    </message>
    <message>
        <source>Next Week</source>
        <translation>Nächste Woche</translation>
    </message>
    <message>
        <source>When I Quit</source>
        <translation>Beim Beenden</translation>
    </message>
    <message>
        <source>Update Now</source>
        <translation>Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>What&apos;s New...</source>
        <translation>Neuigkeiten...</translation>
    </message>
    <message>
        <source>Skip This Version</source>
        <translation>Diese Version überspringen</translation>
    </message>
    <message>
        <source>Details...</source>
        <translation>Einzelheiten...</translation>
    </message>
    <message>
        <source>Show Progress...</source>
        <translation>Fortschritt zeigen...</translation>
    </message>
    <message>
        <source>Restart When Idle</source>
        <translation>Neu starten, wenn nichts läuft</translation>
    </message>
    <message>
        <source>Restart Now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>Install on Quit</source>
        <translation>Beim Beenden installieren</translation>
    </message>
    <message>
        <source>Do It Anyway</source>
        <translation>Trotzdem tun</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Pause Updates</source>
        <translation>Updates aussetzen</translation>
    </message>
    <message>
        <source>For 1 Hour</source>
        <translation>1 Stunde lang</translation>
    </message>
    <message>
        <source>Until Tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
    <message>
        <source>For a Week</source>
        <translation>Eine Woche lang</translation>
    </message>
    <message>
        <source>Resume Now</source>
        <translation>Jetzt fortsetzen</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>%1 wird geprüft</translation>
    </message>
    <message>
        <source>Taking %1 back</source>
        <translation>%1 geht zurück</translation>
    </message>
    <message>
        <source>Updating %1 to %2</source>
        <translation>%1 wird auf %2 aktualisiert</translation>
    </message>
    <message>
        <source>Updating %1</source>
        <translation>%1 wird aktualisiert</translation>
    </message>
    <message>
        <source>No product is registered</source>
        <translation>Kein Programm ist angemeldet</translation>
    </message>
    <message>
        <source>Check for Updates</source>
        <translation>Nach Updates suchen</translation>
    </message>
    <message>
        <source>Snapshots...</source>
        <translation>Sicherungspunkte...</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Einstellungen...</translation>
    </message>
    <message>
        <source>Quit Upkeep</source>
        <translation>Upkeep beenden</translation>
    </message>
    <message>
        <source>The download of %1 is paused</source>
        <translation>Das Herunterladen von %1 pausiert</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <source>Try again.</source>
        <translation>Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Try again later; nothing needs to be done until then.</source>
        <translation>Später noch einmal versuchen; bis dahin ist nichts zu tun.</translation>
    </message>
    <message>
        <source>Save a report and send it to the makers of Upkeep.</source>
        <translation>Einen Bericht speichern und an die Hersteller von Upkeep senden.</translation>
    </message>
    <message>
        <source>Try again later. If it stays like this, tell the publisher.</source>
        <translation>Später noch einmal versuchen. Bleibt es so, den Herausgeber verständigen.</translation>
    </message>
    <message>
        <source>Check the name and try again.</source>
        <translation>Den Namen prüfen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Choose another snapshot.</source>
        <translation>Einen anderen Sicherungspunkt wählen.</translation>
    </message>
    <message>
        <source>Correct the file and try again.</source>
        <translation>Die Datei berichtigen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Something went wrong inside Upkeep.</source>
        <translation>In Upkeep selbst ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>The operation was cancelled.</source>
        <translation>Der Vorgang wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The command was not understood: {subject}.</source>
        <translation>Der Befehl wurde nicht verstanden: {subject}.</translation>
    </message>
    <message>
        <source>Add --help to see what is possible.</source>
        <translation>--help zeigt, was möglich ist.</translation>
    </message>
    <message>
        <source>{subject} could not be read.</source>
        <translation>{subject} konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{subject} is larger than it may be.</source>
        <translation>{subject} ist größer als erlaubt.</translation>
    </message>
    <message>
        <source>“{subject}” is not a version number.</source>
        <translation>„{subject}“ ist keine Versionsnummer.</translation>
    </message>
    <message>
        <source>Versions look like 1.4.0 or 2.0.0-rc.1.</source>
        <translation>Versionen sehen aus wie 1.4.0 oder 2.0.0-rc.1.</translation>
    </message>
    <message>
        <source>“{subject}” is not a name that can be used.</source>
        <translation>„{subject}“ ist kein brauchbarer Name.</translation>
    </message>
    <message>
        <source>Compressed data is damaged.</source>
        <translation>Gepackte Daten sind beschädigt.</translation>
    </message>
    <message>
        <source>{subject} does not exist.</source>
        <translation>{subject} gibt es nicht.</translation>
    </message>
    <message>
        <source>{subject} is already there.</source>
        <translation>{subject} ist schon da.</translation>
    </message>
    <message>
        <source>Move it away or choose another place.</source>
        <translation>Es wegräumen oder einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>{subject} could not be read or written.</source>
        <translation>{subject} konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>Check the disk and try again.</source>
        <translation>Den Datenträger prüfen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The file system of {subject} cannot do what is needed.</source>
        <translation>Das Dateisystem von {subject} kann nicht, was nötig ist.</translation>
    </message>
    <message>
        <source>Move the installation to another disk.</source>
        <translation>Die Installation auf einen anderen Datenträger verlegen.</translation>
    </message>
    <message>
        <source>There is no permission for {subject}.</source>
        <translation>Für {subject} fehlt die Berechtigung.</translation>
    </message>
    <message>
        <source>Change its permissions, or use an account that may write there.</source>
        <translation>Die Berechtigungen ändern oder ein Konto verwenden, das dort schreiben darf.</translation>
    </message>
    <message>
        <source>{subject} is on a read-only disk.</source>
        <translation>{subject} liegt auf einem schreibgeschützten Datenträger.</translation>
    </message>
    <message>
        <source>Make it writable and try again.</source>
        <translation>Ihn beschreibbar machen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Not enough space for {subject}.</source>
        <translation>Nicht genug Platz für {subject}.</translation>
    </message>
    <message>
        <source>Free up some space, for example by deleting old snapshots, and try again.</source>
        <translation>Platz schaffen, etwa alte Sicherungspunkte löschen, und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{subject} reaches over two disks.</source>
        <translation>{subject} reicht über zwei Datenträger.</translation>
    </message>
    <message>
        <source>Keep the installation on one disk.</source>
        <translation>Die Installation auf einem Datenträger halten.</translation>
    </message>
    <message>
        <source>{subject} is in use.</source>
        <translation>{subject} wird gerade verwendet.</translation>
    </message>
    <message>
        <source>Wait until it is free and try again.</source>
        <translation>Warten, bis es frei ist, und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{subject} could not be started.</source>
        <translation>{subject} konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>{subject} did not answer in time.</source>
        <translation>{subject} hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The password store is locked or not there.</source>
        <translation>Der Passwortspeicher ist gesperrt oder fehlt.</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>Ihn entsperren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No connection to {subject}.</source>
        <translation>Keine Verbindung zu {subject}.</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>Das Netz prüfen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The connection to {subject} is not safe, so it was not used.</source>
        <translation>Die Verbindung zu {subject} ist nicht sicher und wurde nicht benutzt.</translation>
    </message>
    <message>
        <source>Check the date of this computer and the network, then try again.</source>
        <translation>Datum dieses Rechners und Netz prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{subject} was not found, or there is no access to it.</source>
        <translation>{subject} wurde nicht gefunden, oder der Zugriff fehlt.</translation>
    </message>
    <message>
        <source>{subject} leads to a place that may not be used.</source>
        <translation>{subject} führt an einen Ort, der nicht benutzt werden darf.</translation>
    </message>
    <message>
        <source>{subject} sent more than was announced, so it was dropped.</source>
        <translation>{subject} sandte mehr als angekündigt und wurde verworfen.</translation>
    </message>
    <message>
        <source>GitHub limits checks from this network.</source>
        <translation>GitHub begrenzt die Anfragen aus diesem Netz.</translation>
    </message>
    <message>
        <source>The place updates come from is not set up correctly: {subject}.</source>
        <translation>Der Ort, von dem Updates kommen, ist nicht richtig eingerichtet: {subject}.</translation>
    </message>
    <message>
        <source>There are no releases at {subject}.</source>
        <translation>Bei {subject} gibt es keine Veröffentlichungen.</translation>
    </message>
    <message>
        <source>{subject} could not be downloaded.</source>
        <translation>{subject} konnte nicht heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Try again; the download goes on where it stopped.</source>
        <translation>Noch einmal versuchen; der Download geht dort weiter, wo er aufhörte.</translation>
    </message>
    <message>
        <source>The download of {subject} is not what {product}&apos;s publisher signed, so it was deleted.</source>
        <translation>Der Download von {subject} ist nicht das, was der Herausgeber von {product} signiert hat, und wurde gelöscht.</translation>
    </message>
    <message>
        <source>The update information is damaged ({subject}).</source>
        <translation>Die Update-Angaben sind beschädigt ({subject}).</translation>
    </message>
    <message>
        <source>The update information breaks its own rules ({subject}).</source>
        <translation>Die Update-Angaben widersprechen ihren eigenen Regeln ({subject}).</translation>
    </message>
    <message>
        <source>The update information is not signed by {product}&apos;s publisher ({subject}).</source>
        <translation>Die Update-Angaben sind nicht vom Herausgeber von {product} signiert ({subject}).</translation>
    </message>
    <message>
        <source>Somebody may be interfering. Do not install this update from elsewhere either.</source>
        <translation>Vielleicht greift jemand ein. Dieses Update auch nicht von anderswo installieren.</translation>
    </message>
    <message>
        <source>The update information does not fit together ({subject}).</source>
        <translation>Die Update-Angaben passen nicht zusammen ({subject}).</translation>
    </message>
    <message>
        <source>The update information offered is older than what is already known ({subject}).</source>
        <translation>Die angebotenen Update-Angaben sind älter als die schon bekannten ({subject}).</translation>
    </message>
    <message>
        <source>Somebody may be replaying old answers. Try again from another network.</source>
        <translation>Vielleicht spielt jemand alte Antworten ab. In einem anderen Netz noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is no fresh news from {product}&apos;s publisher ({subject} has expired).</source>
        <translation>Vom Herausgeber von {product} gibt es nichts Frisches ({subject} ist abgelaufen).</translation>
    </message>
    <message>
        <source>Check the date of this computer. Otherwise wait for the publisher.</source>
        <translation>Das Datum dieses Rechners prüfen. Sonst auf den Herausgeber warten.</translation>
    </message>
    <message>
        <source>{subject} is not the file its publisher signed, so it was not used.</source>
        <translation>{subject} ist nicht die Datei, die der Herausgeber signiert hat, und wurde nicht benutzt.</translation>
    </message>
    <message>
        <source>Part of the update information is missing ({subject}).</source>
        <translation>Ein Teil der Update-Angaben fehlt ({subject}).</translation>
    </message>
    <message>
        <source>{subject} is not among the files the publisher signed.</source>
        <translation>{subject} gehört nicht zu den Dateien, die der Herausgeber signiert hat.</translation>
    </message>
    <message>
        <source>The update information is larger than any honest one ({subject}).</source>
        <translation>Die Update-Angaben sind größer als alle ehrlichen ({subject}).</translation>
    </message>
    <message>
        <source>What is known of {product}&apos;s publisher could not be read or kept ({subject}).</source>
        <translation>Was über den Herausgeber von {product} bekannt ist, konnte nicht gelesen oder aufbewahrt werden ({subject}).</translation>
    </message>
    <message>
        <source>The description of the release is damaged ({subject}).</source>
        <translation>Die Beschreibung der Veröffentlichung ist beschädigt ({subject}).</translation>
    </message>
    <message>
        <source>The release is for another product, channel or platform ({subject}).</source>
        <translation>Die Veröffentlichung gehört zu einem anderen Produkt, Kanal oder System ({subject}).</translation>
    </message>
    <message>
        <source>{product} {subject} was withdrawn by its publisher.</source>
        <translation>{product} {subject} wurde vom Herausgeber zurückgezogen.</translation>
    </message>
    <message>
        <source>There is no release {subject}.</source>
        <translation>Eine Veröffentlichung {subject} gibt es nicht.</translation>
    </message>
    <message>
        <source>See which ones there are.</source>
        <translation>Nachsehen, welche es gibt.</translation>
    </message>
    <message>
        <source>The product file has a mistake: {subject}.</source>
        <translation>Die Produktdatei enthält einen Fehler: {subject}.</translation>
    </message>
    <message>
        <source>Upkeep does not look after “{subject}”.</source>
        <translation>Um „{subject}“ kümmert sich Upkeep nicht.</translation>
    </message>
    <message>
        <source>Install it with “upkeepctl install”, or take over a folder with “upkeepctl adopt”.</source>
        <translation>Mit „upkeepctl install“ installieren oder mit „upkeepctl adopt“ einen Ordner übernehmen.</translation>
    </message>
    <message>
        <source>Upkeep looks after “{subject}” already.</source>
        <translation>Um „{subject}“ kümmert sich Upkeep schon.</translation>
    </message>
    <message>
        <source>Remove it first, or use the one that is there.</source>
        <translation>Es erst entfernen oder das vorhandene verwenden.</translation>
    </message>
    <message>
        <source>The instructions of the update have a mistake: {subject}.</source>
        <translation>Die Anweisungen des Updates enthalten einen Fehler: {subject}.</translation>
    </message>
    <message>
        <source>The list of changes cannot be read ({subject}).</source>
        <translation>Die Liste der Änderungen ist nicht lesbar ({subject}).</translation>
    </message>
    <message>
        <source>The settings file {subject} has a mistake; defaults are used.</source>
        <translation>Die Einstellungsdatei {subject} enthält einen Fehler; es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>Some settings were changed both here and in the update ({subject}).</source>
        <translation>Manche Einstellungen wurden hier und im Update geändert ({subject}).</translation>
    </message>
    <message>
        <source>Choose which ones to keep.</source>
        <translation>Wählen, welche bleiben.</translation>
    </message>
    <message>
        <source>The list of files is damaged ({subject}).</source>
        <translation>Die Dateiliste ist beschädigt ({subject}).</translation>
    </message>
    <message>
        <source>The files are not what their publisher signed ({subject}).</source>
        <translation>Die Dateien sind nicht die, die der Herausgeber signiert hat ({subject}).</translation>
    </message>
    <message>
        <source>Run a repair.</source>
        <translation>Eine Reparatur ausführen.</translation>
    </message>
    <message>
        <source>The package is damaged ({subject}).</source>
        <translation>Das Paket ist beschädigt ({subject}).</translation>
    </message>
    <message>
        <source>Part of the package is not what its publisher signed ({subject}).</source>
        <translation>Ein Teil des Pakets ist nicht das, was der Herausgeber signiert hat ({subject}).</translation>
    </message>
    <message>
        <source>The package asks for more than it may ({subject}).</source>
        <translation>Das Paket verlangt mehr, als es darf ({subject}).</translation>
    </message>
    <message>
        <source>The patch is damaged ({subject}).</source>
        <translation>Der Patch ist beschädigt ({subject}).</translation>
    </message>
    <message>
        <source>The patch needs a newer Upkeep.</source>
        <translation>Der Patch braucht ein neueres Upkeep.</translation>
    </message>
    <message>
        <source>Update Upkeep first.</source>
        <translation>Zuerst Upkeep aktualisieren.</translation>
    </message>
    <message>
        <source>This installation differs from the original ({subject}).</source>
        <translation>Diese Installation weicht vom Original ab ({subject}).</translation>
    </message>
    <message>
        <source>The snapshot {subject} cannot be read.</source>
        <translation>Der Sicherungspunkt {subject} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>There is no snapshot {subject}.</source>
        <translation>Einen Sicherungspunkt {subject} gibt es nicht.</translation>
    </message>
    <message>
        <source>The snapshot {subject} is damaged.</source>
        <translation>Der Sicherungspunkt {subject} ist beschädigt.</translation>
    </message>
    <message>
        <source>{subject} was being written while the snapshot was made.</source>
        <translation>{subject} wurde beschrieben, während der Sicherungspunkt entstand.</translation>
    </message>
    <message>
        <source>Close the programs that use it and try again.</source>
        <translation>Die Programme schließen, die es verwenden, und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The snapshot could not be made ({subject}).</source>
        <translation>Der Sicherungspunkt konnte nicht angelegt werden ({subject}).</translation>
    </message>
    <message>
        <source>Without a way back nothing is installed. Check the disk and try again.</source>
        <translation>Ohne Rückweg wird nichts installiert. Den Datenträger prüfen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The update cannot be installed yet: {subject}.</source>
        <translation>Das Update kann noch nicht installiert werden: {subject}.</translation>
    </message>
    <message>
        <source>The new version could not be put together ({subject}).</source>
        <translation>Die neue Version konnte nicht zusammengesetzt werden ({subject}).</translation>
    </message>
    <message>
        <source>The data could not be converted ({subject}).</source>
        <translation>Die Daten konnten nicht umgewandelt werden ({subject}).</translation>
    </message>
    <message>
        <source>The data cannot be converted back ({subject}).</source>
        <translation>Die Daten können nicht zurückgewandelt werden ({subject}).</translation>
    </message>
    <message>
        <source>Choose whether to keep the present data or to restore the old.</source>
        <translation>Wählen, ob die jetzigen Daten bleiben oder die alten wiederkommen.</translation>
    </message>
    <message>
        <source>The service {subject} could not be stopped or started.</source>
        <translation>Der Dienst {subject} konnte nicht angehalten oder gestartet werden.</translation>
    </message>
    <message>
        <source>The new version could not be put in place ({subject}).</source>
        <translation>Die neue Version konnte nicht eingesetzt werden ({subject}).</translation>
    </message>
    <message>
        <source>{subject} cannot be exchanged in one step.</source>
        <translation>{subject} kann nicht in einem Schritt ausgetauscht werden.</translation>
    </message>
    <message>
        <source>Move the installation to a folder of its own on an ordinary disk.</source>
        <translation>Die Installation in einen eigenen Ordner auf einem gewöhnlichen Datenträger verlegen.</translation>
    </message>
    <message>
        <source>The new version did not start correctly ({subject}).</source>
        <translation>Die neue Version ist nicht richtig gestartet ({subject}).</translation>
    </message>
    <message>
        <source>The new version did not answer in time ({subject}).</source>
        <translation>Die neue Version hat nicht rechtzeitig geantwortet ({subject}).</translation>
    </message>
    <message>
        <source>The record of the last operation cannot be read ({subject}).</source>
        <translation>Die Aufzeichnung des letzten Vorgangs ist nicht lesbar ({subject}).</translation>
    </message>
    <message>
        <source>Run “upkeepctl finish” with a newer Upkeep.</source>
        <translation>„upkeepctl finish“ mit einem neueren Upkeep ausführen.</translation>
    </message>
    <message>
        <source>{product} {subject} did not start correctly.</source>
        <translation>{product} {subject} ist nicht richtig gestartet.</translation>
    </message>
    <message>
        <source>Going back did not succeed ({subject}).</source>
        <translation>Das Zurückgehen ist nicht gelungen ({subject}).</translation>
    </message>
    <message>
        <source>Follow the steps shown by “upkeepctl finish”.</source>
        <translation>Den Schritten folgen, die „upkeepctl finish“ zeigt.</translation>
    </message>
    <message>
        <source>Going back to {subject} is not allowed.</source>
        <translation>Zurück zu {subject} ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>Its snapshot can still be opened to rescue data.</source>
        <translation>Der Sicherungspunkt lässt sich noch öffnen, um Daten zu retten.</translation>
    </message>
    <message>
        <source>{product} could not be brought into order by itself ({subject}).</source>
        <translation>{product} konnte nicht von selbst in Ordnung gebracht werden ({subject}).</translation>
    </message>
    <message>
        <source>Another Upkeep is working on {product}.</source>
        <translation>Ein anderes Upkeep arbeitet an {product}.</translation>
    </message>
    <message>
        <source>Wait until it has finished.</source>
        <translation>Warten, bis es fertig ist.</translation>
    </message>
    <message>
        <source>The administrator does not allow this ({subject}).</source>
        <translation>Die Verwaltung erlaubt das nicht ({subject}).</translation>
    </message>
    <message>
        <source>The update is on hold: {subject}.</source>
        <translation>Das Update ist zurückgestellt: {subject}.</translation>
    </message>
    <message>
        <source>The release cannot be made like this: {subject}.</source>
        <translation>So kann die Veröffentlichung nicht entstehen: {subject}.</translation>
    </message>
    <message>
        <source>The release could not be made ({subject}).</source>
        <translation>Die Veröffentlichung konnte nicht entstehen ({subject}).</translation>
    </message>
    <message>
        <source>What was made does not give the same files again ({subject}), so it was not signed.</source>
        <translation>Was entstand, ergibt nicht wieder dieselben Dateien ({subject}) und wurde nicht signiert.</translation>
    </message>
    <message>
        <source>The key {subject} cannot be used.</source>
        <translation>Der Schlüssel {subject} ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>Check the file and the passphrase.</source>
        <translation>Datei und Passphrase prüfen.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1 is unchanged.</source>
        <translation>%1 ist unverändert.</translation>
    </message>
    <message>
        <source>The version before is back.</source>
        <translation>Die vorige Version ist wieder da.</translation>
    </message>
    <message>
        <source>%1 is back and works as before.</source>
        <translation>%1 ist wieder da und arbeitet wie zuvor.</translation>
    </message>
    <message>
        <source>Both versions and all data are kept; nothing was deleted.</source>
        <translation>Beide Versionen und alle Daten sind erhalten; nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>The file itself is kept as it is.</source>
        <translation>Die Datei selbst bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>das Programm</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>die Datei</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>A moment</source>
        <translation>Ein Augenblick</translation>
    </message>
    <message numerus="yes">
        <source>About %n second(s)</source>
        <translation>
            <numerusform>Etwa %n Sekunde</numerusform>
            <numerusform>Etwa %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s)</source>
        <translation>
            <numerusform>Etwa %n Minute</numerusform>
            <numerusform>Etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>today, %1</source>
        <translation>heute, %1</translation>
    </message>
    <message>
        <source>yesterday, %1</source>
        <translation>gestern, %1</translation>
    </message>
    <message>
        <source>tomorrow, %1</source>
        <translation>morgen, %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Patch</translation>
    </message>
    <message>
        <source>Patch and missing parts</source>
        <translation>Patch und fehlende Teile</translation>
    </message>
    <message>
        <source>Missing parts</source>
        <translation>Fehlende Teile</translation>
    </message>
    <message>
        <source>Full package</source>
        <translation>Ganzes Paket</translation>
    </message>
    <message>
        <source>Security update</source>
        <translation>Sicherheitsupdate</translation>
    </message>
    <message>
        <source>Hotfix</source>
        <translation>Schnelle Korrektur</translation>
    </message>
    <message>
        <source>Minor update</source>
        <translation>Kleines Update</translation>
    </message>
    <message>
        <source>Major update</source>
        <translation>Großes Update</translation>
    </message>
    <message>
        <source>Low risk</source>
        <translation>Geringes Risiko</translation>
    </message>
    <message>
        <source>Medium risk</source>
        <translation>Mittleres Risiko</translation>
    </message>
    <message>
        <source>High risk</source>
        <translation>Hohes Risiko</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 statt %2</translation>
    </message>
    <message>
        <source>%1 is away for %2</source>
        <translation>%1 ist %2 lang weg</translation>
    </message>
    <message>
        <source>Download and verify signatures</source>
        <translation>Herunterladen und Signaturen prüfen</translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation>Jede Datei prüfen</translation>
    </message>
    <message>
        <source>Snapshot of %1 to go back to</source>
        <translation>Sicherungspunkt von %1 anlegen</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation>Auf %1 umschalten</translation>
    </message>
    <message>
        <source>Convert data (%1)</source>
        <translation>Daten umwandeln (%1)</translation>
    </message>
    <message>
        <source>Merge settings</source>
        <translation>Einstellungen zusammenführen</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Test that %1 works</source>
        <translation>Prüfen, ob %1 arbeitet</translation>
    </message>
    <message>
        <source>Watch for %1 minutes</source>
        <translation>%1 Minuten beobachten</translation>
    </message>
    <message>
        <source>files it builds on are missing</source>
        <translation>Dateien, auf denen er aufbaut, fehlen</translation>
    </message>
    <message>
        <source>it needs more memory than allowed</source>
        <translation>er braucht mehr Speicher als erlaubt</translation>
    </message>
    <message>
        <source>it needs more disk space than there is</source>
        <translation>er braucht mehr Platz, als da ist</translation>
    </message>
    <message>
        <source>it needs a newer Upkeep</source>
        <translation>er braucht ein neueres Upkeep</translation>
    </message>
    <message>
        <source>nothing of it is missing</source>
        <translation>davon fehlt nichts</translation>
    </message>
    <message>
        <source>the publisher offers none</source>
        <translation>der Herausgeber bietet keinen an</translation>
    </message>
    <message>
        <source>%1: not possible, %2</source>
        <translation>%1: nicht möglich, %2</translation>
    </message>
    <message>
        <source>This installation differs from the original, so %1 are downloaded instead of the patch.</source>
        <translation>Diese Installation weicht vom Original ab, darum werden statt des Patches %1 geladen.</translation>
    </message>
    <message>
        <source>The smaller download did not fit (%1), so %2 are downloaded instead.</source>
        <translation>Der kleinere Download passte nicht (%1), darum werden %2 geladen.</translation>
    </message>
    <message>
        <source>Needs %1 %2 or later</source>
        <translation>Braucht %1 %2 oder neuer</translation>
    </message>
    <message>
        <source>Needs “%1”</source>
        <translation>Braucht „%1“</translation>
    </message>
    <message>
        <source>Does not go together with “%1”</source>
        <translation>Verträgt sich nicht mit „%1“</translation>
    </message>
    <message>
        <source>Not possible (%1)</source>
        <translation>Nicht möglich (%1)</translation>
    </message>
    <message>
        <source>Required by %1</source>
        <translation>Nötig für %1</translation>
    </message>
    <message>
        <source>%1 was changed on this computer</source>
        <translation>%1 wurde auf diesem Rechner geändert</translation>
    </message>
    <message>
        <source>%1 was removed on this computer</source>
        <translation>%1 wurde auf diesem Rechner entfernt</translation>
    </message>
    <message>
        <source>The permissions of %1 were changed on this computer</source>
        <translation>Die Berechtigungen von %1 wurden auf diesem Rechner geändert</translation>
    </message>
    <message>
        <source>%1 is yours, but the new version uses its name</source>
        <translation>%1 ist eine eigene Datei, aber die neue Version verwendet den Namen</translation>
    </message>
    <message>
        <source>%1: as it was before the update</source>
        <translation>%1: wie vor dem Update</translation>
    </message>
    <message>
        <source>%1: kept as it is now</source>
        <translation>%1: bleibt, wie es jetzt ist</translation>
    </message>
    <message>
        <source>%1: kept as it is now, converted back (%2)</source>
        <translation>%1: bleibt, wie es jetzt ist, zurückgewandelt (%2)</translation>
    </message>
    <message>
        <source>%1: cannot be converted back; choose between now and then</source>
        <translation>%1: nicht zurückzuwandeln; zwischen jetzt und damals wählen</translation>
    </message>
    <message>
        <source>%1: left alone</source>
        <translation>%1: bleibt unberührt</translation>
    </message>
    <message>
        <source>The publisher no longer allows a version this old, because it is not safe.</source>
        <translation>Eine so alte Version lässt der Herausgeber nicht mehr zu, weil sie nicht sicher ist.</translation>
    </message>
    <message>
        <source>The version was withdrawn by its publisher.</source>
        <translation>Die Version wurde vom Herausgeber zurückgezogen.</translation>
    </message>
    <message>
        <source>The snapshot is damaged.</source>
        <translation>Der Sicherungspunkt ist beschädigt.</translation>
    </message>
    <message>
        <source>There is no earlier version to go back to.</source>
        <translation>Es gibt keine frühere Version für den Rückweg.</translation>
    </message>
    <message>
        <source>Checked for updates</source>
        <translation>Nach Updates gesucht</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Zurückgegangen</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Made a snapshot</source>
        <translation>Sicherungspunkt angelegt</translation>
    </message>
    <message>
        <source>Changed evolutions</source>
        <translation>Erweiterungen geändert</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Took over</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>In Ordnung gebracht</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Resumed updates</source>
        <translation>Updates fortgesetzt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Repariert</translation>
    </message>
    <message>
        <source>Reminder set</source>
        <translation>Erinnerung gesetzt</translation>
    </message>
    <message>
        <source>Skip undone</source>
        <translation>Überspringen aufgehoben</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nichts Neues</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Came back by itself</source>
        <translation>Zurückgekehrt</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Aufgehalten</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Update found</source>
        <translation>Update gefunden</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>In the window</source>
        <translation>Im Fenster</translation>
    </message>
    <message>
        <source>From the tray</source>
        <translation>Aus dem Infobereich</translation>
    </message>
    <message>
        <source>On the command line</source>
        <translation>Auf der Befehlszeile</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Von selbst</translation>
    </message>
    <message>
        <source>By the administrator</source>
        <translation>Durch die Verwaltung</translation>
    </message>
    <message>
        <source>After an interruption</source>
        <translation>Nach einer Unterbrechung</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Evolutions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Before an update</source>
        <translation>Vor einem Update</translation>
    </message>
    <message>
        <source>Before going back</source>
        <translation>Vor dem Zurückgehen</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>Vor einer Wiederherstellung</translation>
    </message>
    <message>
        <source>Made by hand</source>
        <translation>Von Hand angelegt</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Nach Plan</translation>
    </message>
    <message>
        <source>Before evolutions changed</source>
        <translation>Vor geänderten Erweiterungen</translation>
    </message>
    <message>
        <source>%1 %2 fixes a security problem</source>
        <translation>%1 %2 behebt ein Sicherheitsproblem</translation>
    </message>
    <message>
        <source>%1 %2 is available</source>
        <translation>%1 %2 ist verfügbar</translation>
    </message>
    <message>
        <source>%1 is installed. Released %2 by %3, %4.</source>
        <translation>%1 ist installiert. Veröffentlicht %2 von %3, %4.</translation>
    </message>
    <message>
        <source>signature verified</source>
        <translation>Signatur geprüft</translation>
    </message>
    <message>
        <source>not signed by its publisher</source>
        <translation>nicht vom Herausgeber signiert</translation>
    </message>
    <message>
        <source>Fixes %1.</source>
        <translation>Behebt %1.</translation>
    </message>
    <message>
        <source>%1 has not been checked yet</source>
        <translation>Für %1 wurde noch nicht gesucht</translation>
    </message>
    <message>
        <source>%1 is up to date</source>
        <translation>%1 ist aktuell</translation>
    </message>
    <message>
        <source>An update is available</source>
        <translation>Ein Update ist verfügbar</translation>
    </message>
    <message>
        <source>Updating %1 to %2</source>
        <translation>%1 wird auf %2 aktualisiert</translation>
    </message>
    <message>
        <source>Installing %1 %2</source>
        <translation>%1 %2 wird installiert</translation>
    </message>
    <message>
        <source>%1 %2 is ready</source>
        <translation>%1 %2 ist bereit</translation>
    </message>
    <message>
        <source>The update is on hold</source>
        <translation>Das Update ist zurückgestellt</translation>
    </message>
    <message>
        <source>%1 was not installed</source>
        <translation>%1 wurde nicht installiert</translation>
    </message>
    <message>
        <source>The check did not succeed</source>
        <translation>Die Suche ist nicht gelungen</translation>
    </message>
    <message>
        <source>%1 %2 did not start correctly</source>
        <translation>%1 %2 ist nicht richtig gestartet</translation>
    </message>
    <message>
        <source>%1 is back on %2</source>
        <translation>%1 ist wieder auf %2</translation>
    </message>
    <message>
        <source>%1 needs your help</source>
        <translation>%1 braucht Hilfe</translation>
    </message>
    <message>
        <source>%1 %2 was withdrawn by its publisher</source>
        <translation>%1 %2 wurde vom Herausgeber zurückgezogen</translation>
    </message>
    <message>
        <source>%1 is updated by the system</source>
        <translation>%1 wird vom System aktualisiert</translation>
    </message>
    <message>
        <source>Another Upkeep is updating %1</source>
        <translation>Ein anderes Upkeep aktualisiert %1</translation>
    </message>
    <message>
        <source>%1 is installed.</source>
        <translation>%1 ist installiert.</translation>
    </message>
    <message>
        <source>Version %1. Checked %2.</source>
        <translation>Version %1. Gesucht %2.</translation>
    </message>
    <message>
        <source>Version %1.</source>
        <translation>Version %1.</translation>
    </message>
    <message>
        <source>%1 is back and %2 is on hold until you try it again or a newer version comes.</source>
        <translation>%1 ist wieder da; %2 wartet, bis es noch einmal versucht wird oder eine neuere Version kommt.</translation>
    </message>
    <message>
        <source>Everything is downloaded and verified. It is installed when %1 is closed.</source>
        <translation>Alles ist geladen und geprüft. Installiert wird, sobald %1 geschlossen ist.</translation>
    </message>
    <message>
        <source>Pinned to %1; newer versions wait until updates are resumed.</source>
        <translation>An %1 angeheftet; neuere Versionen warten, bis Updates fortgesetzt werden.</translation>
    </message>
    <message>
        <source>%1 is not offered again, because it was rolled back.</source>
        <translation>%1 wird nicht wieder angeboten, weil davon zurückgegangen wurde.</translation>
    </message>
    <message>
        <source>%1 was skipped.</source>
        <translation>%1 wurde übersprungen.</translation>
    </message>
    <message>
        <source>You asked to be reminded of %1 later.</source>
        <translation>An %1 soll später erinnert werden.</translation>
    </message>
    <message>
        <source>%1 reaches computers step by step; this one comes later.</source>
        <translation>%1 erreicht die Rechner nach und nach; dieser kommt später.</translation>
    </message>
    <message>
        <source>%1 was withdrawn by its publisher.</source>
        <translation>%1 wurde vom Herausgeber zurückgezogen.</translation>
    </message>
    <message>
        <source>%1 needs a newer system.</source>
        <translation>%1 braucht ein neueres System.</translation>
    </message>
    <message>
        <source>%1 is not made for a system as new as this.</source>
        <translation>%1 ist nicht für ein so neues System gemacht.</translation>
    </message>
    <message>
        <source>%1 needs a newer Upkeep.</source>
        <translation>%1 braucht ein neueres Upkeep.</translation>
    </message>
    <message>
        <source>%1 needs another version in between first.</source>
        <translation>%1 braucht zuerst eine Version dazwischen.</translation>
    </message>
    <message>
        <source>The folder of the installation cannot be written, so %1 cannot be installed.</source>
        <translation>Der Ordner der Installation ist nicht beschreibbar, darum kann %1 nicht installiert werden.</translation>
    </message>
    <message>
        <source>The installation is a mount point, so %1 cannot be exchanged for it.</source>
        <translation>Die Installation ist ein Einhängepunkt, darum kann %1 nicht dagegen getauscht werden.</translation>
    </message>
    <message>
        <source>Not enough space for %1.</source>
        <translation>Nicht genug Platz für %1.</translation>
    </message>
    <message>
        <source>Updates are paused.</source>
        <translation>Updates ruhen.</translation>
    </message>
    <message>
        <source>%1 is on hold (%2).</source>
        <translation>%1 ist zurückgestellt (%2).</translation>
    </message>
    <message>
        <source>Until %1.</source>
        <translation>Bis %1.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Sicherungspunkt</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>%1 is not offered any more. “upkeepctl unskip %1” undoes it.</source>
        <translation>%1 wird nicht mehr angeboten. „upkeepctl unskip %1“ hebt das auf.</translation>
    </message>
    <message>
        <source>%1 is offered again.</source>
        <translation>%1 wird wieder angeboten.</translation>
    </message>
    <message>
        <source>The update is offered again: %1.</source>
        <translation>Das Update wird wieder angeboten: %1.</translation>
    </message>
    <message>
        <source>%1 stays on %2 until “upkeepctl resume”.</source>
        <translation>%1 bleibt auf %2 bis „upkeepctl resume“.</translation>
    </message>
    <message>
        <source>Updates go on.</source>
        <translation>Updates gehen weiter.</translation>
    </message>
    <message>
        <source>Install %1 by %2 in %3?</source>
        <translation>%1 von %2 in %3 installieren?</translation>
    </message>
    <message>
        <source>y</source>
        <translation>j</translation>
    </message>
    <message>
        <source>Installed %1 %2 in %3.</source>
        <translation>%1 %2 ist in %3 installiert.</translation>
    </message>
    <message>
        <source>Would look after %1.</source>
        <translation>Würde sich um %1 kümmern.</translation>
    </message>
    <message>
        <source>Look after %1 from now on?</source>
        <translation>Sich von jetzt an um %1 kümmern?</translation>
    </message>
    <message>
        <source>Upkeep looks after %1 %2 in %3 now.</source>
        <translation>Upkeep kümmert sich jetzt um %1 %2 in %3.</translation>
    </message>
    <message>
        <source>Remove %1 and its snapshots from %2? Settings and data stay.</source>
        <translation>%1 und seine Sicherungspunkte aus %2 entfernen? Einstellungen und Daten bleiben.</translation>
    </message>
    <message>
        <source>Remove %1 from %2? Settings, data and snapshots stay.</source>
        <translation>%1 aus %2 entfernen? Einstellungen, Daten und Sicherungspunkte bleiben.</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>Entfernt.</translation>
    </message>
    <message>
        <source>State of %1</source>
        <translation>Zustand von %1</translation>
    </message>
    <message>
        <source>an operation was interrupted; run “upkeepctl finish”</source>
        <translation>ein Vorgang wurde unterbrochen; „upkeepctl finish“ ausführen</translation>
    </message>
    <message>
        <source>is not as its publisher signed it</source>
        <translation>ist nicht, wie der Herausgeber es signiert hat</translation>
    </message>
    <message>
        <source>%1 files were changed on this computer</source>
        <translation>%1 Dateien wurden auf diesem Rechner geändert</translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation>Sicherungspunkt %1</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>ist beschädigt</translation>
    </message>
    <message>
        <source>  In %1, channel %2</source>
        <translation>  In %1, Kanal %2</translation>
    </message>
    <message>
        <source>  Can go back to %1</source>
        <translation>  Kann zurück zu %1</translation>
    </message>
    <message>
        <source>  Pinned to %1; “upkeepctl resume” lets updates go on</source>
        <translation>  An %1 angeheftet; mit „upkeepctl resume“ gehen Updates weiter</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>gesund</translation>
    </message>
    <message>
        <source>not healthy</source>
        <translation>nicht gesund</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>!!</source>
        <translation>!!</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>  pinned</source>
        <translation>  angeheftet</translation>
    </message>
    <message>
        <source>  DAMAGED</source>
        <translation>  BESCHÄDIGT</translation>
    </message>
    <message>
        <source>The program is open, so nothing was changed. Close it, or add --when-running wait.</source>
        <translation>Das Programm ist offen, darum wurde nichts geändert. Es schließen oder --when-running wait angeben.</translation>
    </message>
    <message>
        <source>  %1 (process %2)</source>
        <translation>  %1 (Prozess %2)</translation>
    </message>
    <message>
        <source>Snapshot %1 is kept for ever.</source>
        <translation>Sicherungspunkt %1 bleibt für immer.</translation>
    </message>
    <message>
        <source>Snapshot %1 goes when its time comes.</source>
        <translation>Sicherungspunkt %1 geht, wenn seine Zeit kommt.</translation>
    </message>
    <message>
        <source>%1 is back on %2 (%3 before) after %4. Updates wait until you try again.</source>
        <translation>%1 ist nach %4 wieder auf %2 (vorher %3). Updates warten, bis sie fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Some data cannot be converted back. Add --data keep or --data restore:</source>
        <translation>Manche Daten lassen sich nicht zurückwandeln. --data keep oder --data restore angeben:</translation>
    </message>
    <message>
        <source>Would make a snapshot “%1”.</source>
        <translation>Würde einen Sicherungspunkt „%1“ anlegen.</translation>
    </message>
    <message>
        <source>damaged   </source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>verified  </source>
        <translation>geprüft   </translation>
    </message>
    <message>
        <source>Delete the snapshot %1 for ever?</source>
        <translation>Den Sicherungspunkt %1 für immer löschen?</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>Snapshot %1 (%2): %3 files are replaced, %4 added, %5 removed.</source>
        <translation>Sicherungspunkt %1 (%2): %3 Dateien werden ersetzt, %4 kommen dazu, %5 gehen.</translation>
    </message>
    <message>
        <source>Restore it? A snapshot of the current state is made first.</source>
        <translation>Wiederherstellen? Vorher wird der jetzige Zustand gesichert.</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>wiederherstellen</translation>
    </message>
    <message>
        <source>Restored %1. What was there before is in the snapshot %2.</source>
        <translation>%1 ist wiederhergestellt. Was vorher da war, liegt im Sicherungspunkt %2.</translation>
    </message>
    <message>
        <source>%1 goes back from %2 to %3:</source>
        <translation>%1 geht von %2 zurück auf %3:</translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation>Zurück zu %1?</translation>
    </message>
    <message>
        <source>%1 %2 is available (%3 is installed). %4.</source>
        <translation>%1 %2 ist verfügbar (%3 ist installiert). %4.</translation>
    </message>
    <message>
        <source>Not signed by its publisher.</source>
        <translation>Nicht vom Herausgeber signiert.</translation>
    </message>
    <message>
        <source>  Download  %1</source>
        <translation>  Download  %1</translation>
    </message>
    <message>
        <source>  Disk      %1, %2 free</source>
        <translation>  Platz     %1, %2 frei</translation>
    </message>
    <message>
        <source>  Time      %1</source>
        <translation>  Dauer     %1</translation>
    </message>
    <message>
        <source>  Known issue: %1</source>
        <translation>  Bekanntes Problem: %1</translation>
    </message>
    <message>
        <source>%1 %2 is up to date.</source>
        <translation>%1 %2 ist aktuell.</translation>
    </message>
    <message>
        <source>  %1 (process %2) is using files to be updated</source>
        <translation>  %1 (Prozess %2) verwendet Dateien, die sich ändern</translation>
    </message>
    <message>
        <source>; a copy is kept</source>
        <translation>; eine Kopie bleibt</translation>
    </message>
    <message>
        <source>Updated %1 from %2 to %3: %4 downloaded (%5), away for %6.</source>
        <translation>%1 von %2 auf %3 aktualisiert: %4 geladen (%5), %6 lang weg.</translation>
    </message>
    <message>
        <source>%1 is open, so nothing was installed. Close it, or add --when-running wait.</source>
        <translation>%1 ist offen, darum wurde nichts installiert. Es schließen oder --when-running wait angeben.</translation>
    </message>
    <message>
        <source>%1 %2 did not start correctly. %3 is back and %2 is on hold.</source>
        <translation>%1 %2 ist nicht richtig gestartet. %3 ist wieder da, %2 wartet.</translation>
    </message>
    <message>
        <source>Cancelled. %1 %2 is unchanged.</source>
        <translation>Abgebrochen. %1 %2 ist unverändert.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Would leave %1 with these evolutions: %2</source>
        <translation>%1 hätte dann diese Erweiterungen: %2</translation>
    </message>
    <message>
        <source>Evolutions of %1 afterwards: %2. Go on?</source>
        <translation>Erweiterungen von %1 danach: %2. Fortfahren?</translation>
    </message>
    <message>
        <source>%1 %2 is ready to be installed.</source>
        <translation>%1 %2 kann installiert werden.</translation>
    </message>
    <message>
        <source>Update %1 to %2 now?</source>
        <translation>%1 jetzt auf %2 aktualisieren?</translation>
    </message>
    <message>
        <source>Confirmed.</source>
        <translation>Bestätigt.</translation>
    </message>
    <message>
        <source>Nothing was left to do.</source>
        <translation>Es war nichts mehr zu tun.</translation>
    </message>
    <message>
        <source>An unfinished update was put away; nothing had been changed.</source>
        <translation>Ein unfertiges Update wurde weggeräumt; geändert war noch nichts.</translation>
    </message>
    <message>
        <source>%1 is ready to be installed.</source>
        <translation>%1 kann installiert werden.</translation>
    </message>
    <message>
        <source>The update to %1 was brought to its end.</source>
        <translation>Das Update auf %1 wurde zu Ende gebracht.</translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation>%1 ist wieder da.</translation>
    </message>
    <message>
        <source>Help is needed. Nothing was deleted. Do this:</source>
        <translation>Hilfe ist nötig. Nichts wurde gelöscht. Zu tun ist:</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>As it was then</source>
        <translation>Wie es damals war</translation>
    </message>
    <message>
        <source>Stays as it is now</source>
        <translation>Bleibt, wie es jetzt ist</translation>
    </message>
    <message>
        <source>Stays as it is now, converted back (%1)</source>
        <translation>Bleibt, wie es jetzt ist, zurückgewandelt (%1)</translation>
    </message>
    <message>
        <source>Cannot be converted back; you choose</source>
        <translation>Nicht zurückzuwandeln; bitte wählen</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Bleibt unberührt</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) since</source>
        <translation>
            <numerusform>%n Änderung seither</numerusform>
            <numerusform>%n Änderungen seither</numerusform>
        </translation>
    </message>
    <message>
        <source>is no option here</source>
        <translation>ist hier keine Option</translation>
    </message>
    <message>
        <source>needs a value: %1</source>
        <translation>braucht einen Wert: %1</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is one argument too many</source>
        <translation>ist ein Argument zu viel</translation>
    </message>
    <message>
        <source>is no verb of %1</source>
        <translation>ist kein Befehl von %1</translation>
    </message>
    <message>
        <source>needs a verb</source>
        <translation>braucht einen Befehl</translation>
    </message>
    <message>
        <source>Usage: %1 VERB [OPTIONS] [ARGUMENTS]</source>
        <translation>Aufruf: %1 BEFEHL [OPTIONEN] [ARGUMENTE]</translation>
    </message>
    <message>
        <source>Options of every verb:</source>
        <translation>Optionen aller Befehle:</translation>
    </message>
    <message>
        <source>is missing, and there is no terminal to ask on</source>
        <translation>fehlt, und es gibt kein Terminal zum Fragen</translation>
    </message>
    <message>
        <source>Passphrase of the keys: </source>
        <translation>Passphrase der Schlüssel: </translation>
    </message>
    <message>
        <source>The same once more: </source>
        <translation>Noch einmal dieselbe: </translation>
    </message>
    <message>
        <source>needs the number of an open file</source>
        <translation>braucht die Nummer einer offenen Datei</translation>
    </message>
    <message>
        <source>is solo or team</source>
        <translation>ist solo oder team</translation>
    </message>
    <message>
        <source>New keys are in %1, encrypted with the passphrase.</source>
        <translation>Neue Schlüssel liegen in %1, mit der Passphrase verschlüsselt.</translation>
    </message>
    <message>
        <source>One key per role: whoever gets these files and the passphrase can sign for you. Keep a copy of root-1.pem offline.</source>
        <translation>Ein Schlüssel je Rolle: Wer diese Dateien und die Passphrase bekommt, kann in Ihrem Namen signieren. Eine Kopie von root-1.pem offline aufbewahren.</translation>
    </message>
    <message>
        <source>Two of the three root keys sign together: keep them apart and offline, and targets.pem, too.</source>
        <translation>Zwei der drei root-Schlüssel signieren zusammen: getrennt und offline aufbewahren, targets.pem ebenso.</translation>
    </message>
    <message>
        <source>%1: %2 for %3 of new files.</source>
        <translation>%1: %2 für %3 neue Dateien.</translation>
    </message>
    <message>
        <source>%1 is made: %2.</source>
        <translation>%1 ist fertig: %2.</translation>
    </message>
    <message>
        <source>is a time such as 2026-05-03T09:00:00Z</source>
        <translation>ist eine Zeit wie 2026-05-03T09:00:00Z</translation>
    </message>
    <message>
        <source>is ID=DIR</source>
        <translation>ist ID=ORDNER</translation>
    </message>
    <message>
        <source>is hotfix, minor or major</source>
        <translation>ist hotfix, minor oder major</translation>
    </message>
    <message>
        <source>is low, medium or high</source>
        <translation>ist low, medium oder high</translation>
    </message>
    <message>
        <source>is a percentage</source>
        <translation>ist ein Prozentsatz</translation>
    </message>
    <message>
        <source>is a number</source>
        <translation>ist eine Zahl</translation>
    </message>
    <message>
        <source>Making %1</source>
        <translation>%1 entsteht</translation>
    </message>
    <message>
        <source>Note: %1.</source>
        <translation>Hinweis: %1.</translation>
    </message>
    <message>
        <source>%1 %2 is published in %3; clients believe it until %4.</source>
        <translation>%1 %2 ist in %3 veröffentlicht; Programme vertrauen darauf bis %4.</translation>
    </message>
    <message>
        <source>is a number up to 65535</source>
        <translation>ist eine Zahl bis 65535</translation>
    </message>
    <message>
        <source>All is well: releases %1, files %2 (%3), trusted until %4.</source>
        <translation>Alles in Ordnung: Veröffentlichungen %1, Dateien %2 (%3), vertraut bis %4.</translation>
    </message>
    <message>
        <source>%1 files copied (%2), %3 were there.</source>
        <translation>%1 Dateien kopiert (%2), %3 waren schon da.</translation>
    </message>
    <message>
        <source>Would be done: %1</source>
        <translation>Würde geschehen: %1</translation>
    </message>
    <message>
        <source>Snapshot %1 is deleted.</source>
        <translation>Sicherungspunkt %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>%1 %2 has the evolutions wanted: %3 downloaded.</source>
        <translation>%1 %2 hat die gewünschten Erweiterungen: %3 geladen.</translation>
    </message>
    <message>
        <source>Keeps installed programs up to date and lets anyone go back.</source>
        <translation>Hält installierte Programme aktuell und lässt jeden zurückgehen.</translation>
    </message>
    <message>
        <source>which program (the only one there is)</source>
        <translation>welches Programm (das einzige, das es gibt)</translation>
    </message>
    <message>
        <source>programs installed for everybody</source>
        <translation>Programme, die für alle installiert sind</translation>
    </message>
    <message>
        <source>one JSON object per line, for machines</source>
        <translation>ein JSON-Objekt je Zeile, für Maschinen</translation>
    </message>
    <message>
        <source>say nothing but errors</source>
        <translation>nur Fehler melden</translation>
    </message>
    <message>
        <source>answer every question with yes</source>
        <translation>jede Frage mit Ja beantworten</translation>
    </message>
    <message>
        <source>never ask</source>
        <translation>nie fragen</translation>
    </message>
    <message>
        <source>show the version of Upkeep</source>
        <translation>die Version von Upkeep zeigen</translation>
    </message>
    <message>
        <source>show this help</source>
        <translation>diese Hilfe zeigen</translation>
    </message>
    <message>
        <source>User data stays as it is, although another version wrote it. Name all parts with --components to take it back as well.</source>
        <translation>Die Nutzerdaten bleiben, obwohl eine andere Version sie schrieb. Mit --components alle Teile nennen, um auch sie zurückzuholen.</translation>
    </message>
    <message>
        <source>%1 to download.</source>
        <translation>%1 zu laden.</translation>
    </message>
    <message>
        <source>Your administrator has it installed by %1.</source>
        <translation>Die Verwaltung lässt es bis %1 installieren.</translation>
    </message>
    <message>
        <source>%1 was updated to %2</source>
        <translation>%1 wurde auf %2 aktualisiert</translation>
    </message>
    <message>
        <source>%1 %2 is back</source>
        <translation>%1 %2 ist wieder da</translation>
    </message>
    <message>
        <source>%1 %2 was not installed</source>
        <translation>%1 %2 wurde nicht installiert</translation>
    </message>
    <message>
        <source>It is installed when %1 is closed.</source>
        <translation>Es wird installiert, sobald %1 geschlossen ist.</translation>
    </message>
    <message>
        <source>%1 did not start correctly and is on hold. Nothing was lost.</source>
        <translation>%1 ist nicht richtig gestartet und wartet. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Going back did not succeed.</source>
        <translation>Das Zurückgehen gelang nicht.</translation>
    </message>
    <message>
        <source>It is still installed here.</source>
        <translation>Hier ist es noch installiert.</translation>
    </message>
    <message>
        <source>Update Now</source>
        <translation>Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>Remind Me Later</source>
        <translation>Später erinnern</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Skip This Version</source>
        <translation>Diese Version überspringen</translation>
    </message>
    <message>
        <source>Restart Now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>On Quit</source>
        <translation>Beim Beenden</translation>
    </message>
    <message>
        <source>What&apos;s New</source>
        <translation>Neuigkeiten</translation>
    </message>
    <message>
        <source>Roll Back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Go Back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Open Upkeep to install it.</source>
        <translation>Upkeep öffnen, um es zu installieren.</translation>
    </message>
    <message>
        <source>Open Upkeep to restart it now.</source>
        <translation>Upkeep öffnen, um jetzt neu zu starten.</translation>
    </message>
    <message>
        <source>Open Upkeep to go back.</source>
        <translation>Upkeep öffnen, um zurückzugehen.</translation>
    </message>
    <message>
        <source>Open Upkeep for the details.</source>
        <translation>Upkeep öffnen, um mehr zu erfahren.</translation>
    </message>
    <message>
        <source>%1 to download. %2.</source>
        <comment>size, time</comment>
        <translation>%1 zu laden. %2.</translation>
    </message>
    <message>
        <source>Open now: %1.</source>
        <translation>Jetzt offen: %1.</translation>
    </message>
    <message>
        <source>%1 stays at hand: Upkeep can go back to it.</source>
        <translation>%1 bleibt erreichbar: Upkeep kann dahin zurück.</translation>
    </message>
    <message>
        <source>When I Quit</source>
        <translation>Beim Beenden</translation>
    </message>
    <message>
        <source>Restart When Idle</source>
        <translation>Neu starten, wenn nichts läuft</translation>
    </message>
    <message>
        <source>Earliest time</source>
        <translation>Früheste Zeit</translation>
    </message>
    <message>
        <source>Latest time</source>
        <translation>Späteste Zeit</translation>
    </message>
    <message>
        <source>and</source>
        <comment>between 20:00 and 07:00</comment>
        <translation>und</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>Ein anderer</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Adresse des Proxys</translation>
    </message>
    <message>
        <source>Write http://host:port or socks5://host:port</source>
        <translation>http://rechner:port oder socks5://rechner:port angeben</translation>
    </message>
    <message>
        <source>{subject} did not answer.</source>
        <translation>{subject} hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>In 1 hour</source>
        <translation>In 1 Stunde</translation>
    </message>
    <message>
        <source>This evening</source>
        <translation>Heute Abend</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Morgen</translation>
    </message>
    <message>
        <source>Next week</source>
        <translation>Nächste Woche</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
    <message>
        <source>For 1 week</source>
        <translation>Für 1 Woche</translation>
    </message>
    <message>
        <source>For 2 weeks</source>
        <translation>Für 2 Wochen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>operation, versions</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 is older than its publisher allows.</source>
        <translation>%1 ist älter, als der Herausgeber erlaubt.</translation>
    </message>
    <message>
        <source>%1 is not made for this kind of computer.</source>
        <translation>%1 ist nicht für diese Art Rechner gemacht.</translation>
    </message>
    <message>
        <source>Updates are set to be installed at other hours.</source>
        <translation>Updates sind für andere Stunden eingestellt.</translation>
    </message>
    <message>
        <source>New versions are set to wait some days after their release.</source>
        <translation>Neue Versionen warten laut Einstellung einige Tage nach dem Erscheinen.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>Es gibt keine Verbindung.</translation>
    </message>
    <message>
        <source>This network asks for a login first.</source>
        <translation>Dieses Netz verlangt zuerst eine Anmeldung.</translation>
    </message>
    <message>
        <source>Nothing says whether this network is metered, so the download waits.</source>
        <translation>Ob dieses Netz Kosten verursacht, ist nicht bekannt; darum wartet der Download.</translation>
    </message>
    <message>
        <source>The download is waiting for an unmetered network; charges may apply.</source>
        <translation>Der Download wartet auf ein Netz ohne Volumengrenze; sonst können Kosten entstehen.</translation>
    </message>
    <message>
        <source>The battery is low.</source>
        <translation>Der Akku ist fast leer.</translation>
    </message>
    <message>
        <source>The computer is saving power.</source>
        <translation>Der Rechner spart Strom.</translation>
    </message>
    <message>
        <source>A window fills the screen.</source>
        <translation>Ein Fenster füllt den Bildschirm.</translation>
    </message>
    <message>
        <source>Somebody is using the computer.</source>
        <translation>Der Rechner wird gerade benutzt.</translation>
    </message>
    <message>
        <source>The program is open.</source>
        <translation>Das Programm ist offen.</translation>
    </message>
    <message>
        <source>Your administrator brings the updates.</source>
        <translation>Updates bringt die Systemverwaltung.</translation>
    </message>
    <message>
        <source>stop %1</source>
        <comment>goes on after a comma</comment>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>switch to %1</source>
        <comment>goes on after a comma</comment>
        <translation>auf %1 umschalten</translation>
    </message>
    <message>
        <source>convert data (%1)</source>
        <comment>goes on after a comma</comment>
        <translation>Daten umwandeln (%1)</translation>
    </message>
    <message>
        <source>merge settings</source>
        <comment>goes on after a comma</comment>
        <translation>Einstellungen zusammenführen</translation>
    </message>
    <message>
        <source>start %1</source>
        <comment>goes on after a comma</comment>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>test it</source>
        <comment>goes on after a comma</comment>
        <translation>prüfen, ob es läuft</translation>
    </message>
    <message>
        <source>watch for %1 minutes</source>
        <comment>goes on after a comma</comment>
        <translation>%1 Minuten beobachten</translation>
    </message>
    <message>
        <source>check every file</source>
        <comment>goes on after a comma</comment>
        <translation>jede Datei prüfen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>two steps</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Updates are paused until %1</source>
        <translation>Updates pausieren bis %1</translation>
    </message>
    <message>
        <source>Updates are paused</source>
        <translation>Updates pausieren</translation>
    </message>
    <message>
        <source>%1 %2 is waiting</source>
        <translation>%1 %2 wartet</translation>
    </message>
    <message>
        <source>Nothing is downloaded, installed or announced by itself.</source>
        <translation>Von selbst wird nichts geladen, installiert oder gemeldet.</translation>
    </message>
    <message>
        <source>%1 came with a package of the system, which brings its updates, too.</source>
        <translation>%1 kam mit einem Paket des Systems; das bringt auch die Updates.</translation>
    </message>
    <message>
        <source>Not to be interrupted now. %2</source>
        <translation>Jetzt nicht zu unterbrechen. %2</translation>
    </message>
    <message>
        <source>Updates are paused until %1. “upkeepctl resume” ends it.</source>
        <translation>Updates pausieren bis %1. Mit „upkeepctl resume“ gehen sie weiter.</translation>
    </message>
    <message>
        <source>(managed: %1)</source>
        <translation>(verwaltet: %1)</translation>
    </message>
    <message>
        <source>Kept as you set it, though the release changed it: %1</source>
        <translation>Wie von Ihnen eingestellt gelassen, obwohl die neue Version es ändert: %1</translation>
    </message>
    <message>
        <source>The archive is damaged, or of a kind that is not read ({subject}).</source>
        <translation>Das Archiv ist beschädigt oder von einer Art, die nicht gelesen wird ({subject}).</translation>
    </message>
    <message>
        <source>The archive holds something that must not be installed ({subject}).</source>
        <translation>Das Archiv enthält etwas, das nicht installiert werden darf ({subject}).</translation>
    </message>
    <message>
        <source>The installation is a symbolic link, so %1 cannot be installed.</source>
        <translation>Die Installation ist eine symbolische Verknüpfung, daher lässt sich %1 nicht installieren.</translation>
    </message>
    <message>
        <source>A package of the system brings the updates: %2.</source>
        <translation>Ein Paket des Systems bringt die Aktualisierungen: %2.</translation>
    </message>
    <message>
        <source>The work on %1 goes on</source>
        <translation>Die Arbeit an %1 geht weiter</translation>
    </message>
    <message>
        <source>Closing the window does not stop it. Start Upkeep again to see how far it is.</source>
        <translation>Das Schließen des Fensters hält sie nicht an. Starten Sie Upkeep wieder, um zu sehen, wie weit sie ist.</translation>
    </message>
    <message>
        <source>Its publisher says: %1</source>
        <translation>Der Herausgeber sagt dazu: %1</translation>
    </message>
    <message>
        <source>is no file or folder</source>
        <translation>ist weder Datei noch Ordner</translation>
    </message>
    <message>
        <source>is missing: the folder of the snapshots</source>
        <translation>fehlt: der Ordner der Schnappschüsse</translation>
    </message>
    <message>
        <source>begins more than one snapshot</source>
        <translation>beginnt mehr als einen Schnappschuss</translation>
    </message>
    <message numerus="yes">
        <source>in %n files</source>
        <translation>
            <numerusform>in %n Datei</numerusform>
            <numerusform>in %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>damaged: snapshot %1: %2</source>
        <translation>beschädigt: Schnappschuss %1: %2</translation>
    </message>
    <message>
        <source>damaged: %1 in snapshot %2: %3</source>
        <translation>beschädigt: %1 in Schnappschuss %2: %3</translation>
    </message>
    <message>
        <source>is no size, such as 800M or 20G</source>
        <translation>ist keine Größe wie 800M oder 20G</translation>
    </message>
    <message>
        <source>is no number of snapshots</source>
        <translation>ist keine Anzahl von Schnappschüssen</translation>
    </message>
    <message numerus="yes">
        <source>Every content was read and is as it was: %n snapshots, %1.</source>
        <translation>
            <numerusform>Jeder Inhalt wurde gelesen und ist unverändert: %n Schnappschuss, %1.</numerusform>
            <numerusform>Jeder Inhalt wurde gelesen und ist unverändert: %n Schnappschüsse, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Snapshots and packs are whole: %n. --full reads every content, too.</source>
        <translation>
            <numerusform>Schnappschüsse und Packdateien sind ganz: %n. Mit --full wird auch jeder Inhalt gelesen.</numerusform>
            <numerusform>Schnappschüsse und Packdateien sind ganz: %n. Mit --full wird auch jeder Inhalt gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Would go: %1</source>
        <translation>Würde gehen: %1</translation>
    </message>
    <message>
        <source>Gone: %1</source>
        <translation>Entfernt: %1</translation>
    </message>
    <message>
        <source>%1 freed.</source>
        <translation>%1 frei geworden.</translation>
    </message>
    <message>
        <source>What must be kept needs more than the budget.</source>
        <translation>Was bleiben muss, braucht mehr als das Budget.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 in %n files, %3 read, %4 added to the vault, %5.</source>
        <translation>
            <numerusform>%1: %2 in %n Datei, %3 gelesen, %4 neu im Tresor, %5.</numerusform>
            <numerusform>%1: %2 in %n Dateien, %3 gelesen, %4 neu im Tresor, %5.</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, since it is no file, folder or link of this disk: %1</source>
        <translation>Ausgelassen, da weder Datei noch Ordner noch Verknüpfung dieses Datenträgers: %1</translation>
    </message>
    <message>
        <source>Changed while it was read: %1</source>
        <translation>Hat sich beim Lesen verändert: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 is back in %2: %n entries, %3.</source>
        <translation>
            <numerusform>%1 ist zurück in %2: %n Eintrag, %3.</numerusform>
            <numerusform>%1 ist zurück in %2: %n Einträge, %3.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its owner may not be set: %1</source>
        <translation>Der Besitzer darf nicht gesetzt werden: %1</translation>
    </message>
    <message>
        <source>Not all of its attributes may be set: %1</source>
        <translation>Nicht alle Attribute dürfen gesetzt werden: %1</translation>
    </message>
    <message>
        <source>There is no difference.</source>
        <translation>Es gibt keinen Unterschied.</translation>
    </message>
    <message>
        <source>Snapshot %1 goes to %2.</source>
        <translation>Schnappschuss %1 geht nach %2.</translation>
    </message>
    <message>
        <source>What was there before is in the snapshot %1.</source>
        <translation>Was vorher dort war, liegt im Schnappschuss %1.</translation>
    </message>
    <message>
        <source>Nothing is published yet. Signatures are missing:</source>
        <translation>Noch ist nichts veröffentlicht. Es fehlen Unterschriften:</translation>
    </message>
    <message>
        <source>Carry it to who holds the keys: upkeep-publish sign --site DIR --offline FILE</source>
        <translation>Zu den Inhabern der Schlüssel damit: upkeep-publish sign --site DIR --offline FILE</translation>
    </message>
    <message>
        <source>This was a rehearsal: nothing is written.</source>
        <translation>Dies war eine Probe: Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Sign this?</source>
        <translation>Das unterschreiben?</translation>
    </message>
    <message>
        <source>sign</source>
        <translation>unterschreiben</translation>
    </message>
    <message>
        <source>Published; clients believe it until %1.</source>
        <translation>Veröffentlicht; es gilt bis %1.</translation>
    </message>
    <message>
        <source>%1 may be signed by one more key: %2</source>
        <translation>%1 darf ein weiterer Schlüssel unterschreiben: %2</translation>
    </message>
    <message>
        <source>%1 is no longer signed by the key %2</source>
        <translation>%1 unterschreibt nicht mehr der Schlüssel %2</translation>
    </message>
    <message>
        <source>%1 needs signatures: %2</source>
        <translation>%1 braucht Unterschriften: %2</translation>
    </message>
    <message>
        <source>%1 needs signatures: %2 instead of %3</source>
        <translation>%1 braucht Unterschriften: %2 statt %3</translation>
    </message>
    <message>
        <source>lists %1</source>
        <translation>führt %1 auf</translation>
    </message>
    <message>
        <source>replaces %1</source>
        <translation>ersetzt %1</translation>
    </message>
    <message>
        <source>no longer lists %1</source>
        <translation>führt %1 nicht mehr auf</translation>
    </message>
    <message>
        <source>%1, version %2, believed until %3</source>
        <translation>%1, Version %2, gilt bis %3</translation>
    </message>
    <message>
        <source>only its dates are new</source>
        <translation>nur das Datum ist neu</translation>
    </message>
    <message>
        <source>trusts a new role: %1</source>
        <translation>vertraut einer neuen Rolle: %1</translation>
    </message>
    <message>
        <source>no longer trusts the role %1</source>
        <translation>vertraut der Rolle %1 nicht mehr</translation>
    </message>
    <message>
        <source>withdraws %1: %2</source>
        <translation>zieht %1 zurück: %2</translation>
    </message>
    <message>
        <source>%1: signatures %2 of %3</source>
        <translation>%1: Unterschriften %2 von %3</translation>
    </message>
    <message>
        <source>Warning: %1 expired on %2; clients believe nothing new.</source>
        <translation>Warnung: %1 ist am %2 abgelaufen; Neues wird nicht mehr geglaubt.</translation>
    </message>
    <message>
        <source>Warning: %1 expires on %2 (days left: %3). Sign it anew: upkeep-publish renew</source>
        <translation>Warnung: %1 läuft am %2 ab (Tage übrig: %3). Neu unterschreiben: upkeep-publish renew</translation>
    </message>
    <message>
        <source>%1 (since %2)</source>
        <translation>%1 (seit %2)</translation>
    </message>
    <message>
        <source>%1 of %2 (since %3)</source>
        <translation>%1 von %2 (seit %3)</translation>
    </message>
    <message>
        <source>is a number from 1</source>
        <translation>ist eine Zahl ab 1</translation>
    </message>
    <message>
        <source>Warning: one key per role. Whoever steals root-1.pem and its passphrase is you; whoever loses it starts anew with every user.</source>
        <translation>Warnung: ein Schlüssel je Rolle. Wer root-1.pem und das Kennwort stiehlt, ist Sie; wer es verliert, fängt bei jedem Nutzer neu an.</translation>
    </message>
    <message>
        <source>is missing: the role has several keys</source>
        <translation>fehlt: Die Rolle hat mehrere Schlüssel</translation>
    </message>
    <message>
        <source>is given once for each --role</source>
        <translation>wird für jedes --role einmal angegeben</translation>
    </message>
    <message>
        <source>is ed25519, ecdsa-p256 or rsa-pss-3072</source>
        <translation>ist ed25519, ecdsa-p256 oder rsa-pss-3072</translation>
    </message>
    <message>
        <source>A new key for %1: %2. Its .json file may be sent around, its .pem file never.</source>
        <translation>Ein neuer Schlüssel für %1: %2. Seine .json-Datei darf verschickt werden, seine .pem-Datei nie.</translation>
    </message>
    <message>
        <source>The key store knows the passphrases of online keys: %1. Those of root and targets are never kept.</source>
        <translation>Der Schlüsselbund kennt die Kennwörter von Online-Schlüsseln: %1. Die von root und targets werden nie behalten.</translation>
    </message>
    <message>
        <source>The key store no longer knows these keys.</source>
        <translation>Der Schlüsselbund kennt diese Schlüssel nicht mehr.</translation>
    </message>
    <message>
        <source>%1 is ready to be carried. There: upkeep-publish sign --keys DIR %1; back here: upkeep-publish sign --site DIR --back %1.</source>
        <translation>%1 ist bereit zum Mitnehmen. Dort: upkeep-publish sign --keys DIR %1; wieder hier: upkeep-publish sign --site DIR --back %1.</translation>
    </message>
    <message>
        <source>Signed: %1. Carry the file back.</source>
        <translation>Unterschrieben: %1. Die Datei zurückbringen.</translation>
    </message>
    <message>
        <source>Give up what waits for signatures?</source>
        <translation>Aufgeben, was auf Unterschriften wartet?</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>aufgeben</translation>
    </message>
    <message>
        <source>Nothing is due; clients believe it until %1.</source>
        <translation>Nichts ist fällig; es gilt bis %1.</translation>
    </message>
    <message>
        <source>Signed anew: %1; clients believe it until %2.</source>
        <translation>Neu unterschrieben: %1; es gilt bis %2.</translation>
    </message>
    <message>
        <source>%1: version %2, believed until %3, signatures %4 of %5 keys</source>
        <translation>%1: Version %2, gilt bis %3, Unterschriften %4 von %5 Schlüsseln</translation>
    </message>
    <message>
        <source>Waits for signatures: %1</source>
        <translation>Wartet auf Unterschriften: %1</translation>
    </message>
    <message>
        <source>It was not done after {subject} seconds and was stopped.</source>
        <translation>Es war nach {subject} Sekunden nicht fertig und wurde angehalten.</translation>
    </message>
    <message>
        <source>Give it more time with --timeout.</source>
        <translation>Geben Sie ihm mit --timeout mehr Zeit.</translation>
    </message>
    <message>
        <source>Written to %1. Read it before you send it.</source>
        <translation>Nach %1 geschrieben. Lesen Sie es, bevor Sie es senden.</translation>
    </message>
    <message>
        <source>which program: the one installed there</source>
        <translation>welches Programm: das dort installierte</translation>
    </message>
    <message>
        <source>give up after that long</source>
        <translation>nach dieser Zeit aufgeben</translation>
    </message>
    <message>
        <source>Patches one after the other</source>
        <translation>Mehrere Patches nacheinander</translation>
    </message>
    <message>
        <source>taken, as it costs least</source>
        <translation>gewählt, weil am günstigsten</translation>
    </message>
    <message>
        <source>taken, as it is the only way</source>
        <translation>gewählt, weil der einzige Weg</translation>
    </message>
    <message>
        <source>costs more</source>
        <translation>kostet mehr</translation>
    </message>
    <message>
        <source>what it costs is counted while updating</source>
        <translation>was es kostet, wird beim Aktualisieren gezählt</translation>
    </message>
    <message>
        <source>the server hands out whole files only</source>
        <translation>der Server gibt nur ganze Dateien heraus</translation>
    </message>
    <message>
        <source>it saves too little</source>
        <translation>es spart zu wenig</translation>
    </message>
    <message>
        <source>%1 (by way of %2)</source>
        <translation>%1 (über %2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n request(s): %2</source>
        <translation>
            <numerusform>%1 in einer Anfrage: %2</numerusform>
            <numerusform>%1 in %n Anfragen: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Snapshot %1 is written to %2.</source>
        <translation>Der Sicherungspunkt %1 wird in %2 geschrieben.</translation>
    </message>
    <message>
        <source>The snapshot in %1 is taken in.</source>
        <translation>Der Sicherungspunkt in %1 wird aufgenommen.</translation>
    </message>
    <message>
        <source>Nothing was freed: %1 cannot be read, so nobody knows what it needs.</source>
        <translation>Nichts ist frei geworden: %1 ist nicht lesbar, darum weiß niemand, was er braucht.</translation>
    </message>
    <message>
        <source>The snapshot in %1 is in the vault.</source>
        <translation>Der Sicherungspunkt in %1 ist im Archiv.</translation>
    </message>
    <message>
        <source>{subject} is no update file, or only a part of one.</source>
        <translation>{subject} ist keine Aktualisierungsdatei oder nur ein Teil einer solchen.</translation>
    </message>
    <message>
        <source>Copy the file again.</source>
        <translation>Kopieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>The update file {subject} is damaged.</source>
        <translation>Die Aktualisierungsdatei {subject} ist beschädigt.</translation>
    </message>
    <message>
        <source>This update file is for something else: {subject}.</source>
        <translation>Diese Aktualisierungsdatei ist für etwas anderes: {subject}.</translation>
    </message>
    <message>
        <source>Choose the file for this program.</source>
        <translation>Wählen Sie die Datei für dieses Programm.</translation>
    </message>
    <message>
        <source>%1 holds %2 %3 (%4). It can be installed until %5; make it anew then.</source>
        <translation>%1 enthält %2 %3 (%4). Sie lässt sich bis %5 installieren; erstellen Sie sie dann neu.</translation>
    </message>
    <message>
        <source>The file holds %1 %2, made %3; it can be installed until %4.</source>
        <translation>Die Datei enthält %1 %2, erstellt %3; sie lässt sich bis %4 installieren.</translation>
    </message>
    <message>
        <source>%1, a file of an evolution, is missing</source>
        <translation>%1, eine Datei einer Evolution, fehlt</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1, a file of an evolution, is not as its publisher signed it</source>
        <translation>%1, eine Datei einer Evolution, ist nicht so, wie der Herausgeber sie signiert hat</translation>
    </message>
    <message>
        <source>%1 is not as its publisher signed it</source>
        <translation>%1 ist nicht so, wie der Herausgeber es signiert hat</translation>
    </message>
    <message>
        <source>the settings in %1 cannot be read</source>
        <translation>die Einstellungen in %1 sind nicht lesbar</translation>
    </message>
    <message>
        <source>%1 may not be read</source>
        <translation>%1 darf nicht gelesen werden</translation>
    </message>
    <message>
        <source>the permissions of %1 are not as they should be</source>
        <translation>die Zugriffsrechte von %1 sind nicht so, wie sie sein sollten</translation>
    </message>
    <message>
        <source>%1, a file that says whom to trust, is damaged</source>
        <translation>%1, eine Datei, die sagt, wem vertraut wird, ist beschädigt</translation>
    </message>
    <message>
        <source>the snapshot %1 is damaged</source>
        <translation>der Sicherungspunkt %1 ist beschädigt</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>Ursache: %1</translation>
    </message>
    <message>
        <source>Nothing is wrong with %1.</source>
        <translation>Mit %1 ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>%1 could not be repaired. Nothing was changed.</source>
        <translation>%1 konnte nicht repariert werden. Nichts wurde geändert.</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) repaired, %1 downloaded.</source>
        <translation>
            <numerusform>%n Problem repariert, %1 heruntergeladen.</numerusform>
            <numerusform>%n Probleme repariert, %1 heruntergeladen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is open, so nothing was repaired.</source>
        <translation>%1 ist geöffnet, deshalb wurde nichts repariert.</translation>
    </message>
    <message>
        <source>The repaired %1 did not start correctly; it is as it was before.</source>
        <translation>Das reparierte %1 startete nicht richtig; es ist wieder wie zuvor.</translation>
    </message>
    <message>
        <source>Before a repair</source>
        <translation>Vor einer Reparatur</translation>
    </message>
    <message>
        <source>During a repair</source>
        <translation>Während einer Reparatur</translation>
    </message>
    <message>
        <source>Problems found:</source>
        <translation>Gefundene Probleme:</translation>
    </message>
    <message>
        <source>Changed on this computer, and kept: %1</source>
        <translation>Auf diesem Rechner geändert und behalten: %1</translation>
    </message>
    <message>
        <source>Repaired:</source>
        <translation>Repariert:</translation>
    </message>
    <message>
        <source>Not repaired now: %1 (%2)</source>
        <translation>Jetzt nicht repariert: %1 (%2)</translation>
    </message>
    <message>
        <source>Cannot be repaired:</source>
        <translation>Nicht reparierbar:</translation>
    </message>
    <message>
        <source>What was replaced is kept in %1.</source>
        <translation>Das Ersetzte liegt in %1.</translation>
    </message>
    <message>
        <source>Repair %1 now? What is replaced is kept.</source>
        <translation>%1 jetzt reparieren? Ersetztes wird aufbewahrt.</translation>
    </message>
    <message>
        <source>No setting is open.</source>
        <translation>Keine Einstellung ist offen.</translation>
    </message>
    <message>
        <source>  was %1, mine is %2, the update&apos;s is %3</source>
        <translation>  war %1, meine ist %2, die der Aktualisierung ist %3</translation>
    </message>
    <message>
        <source>Decided.</source>
        <translation>Entschieden.</translation>
    </message>
    <message>
        <source>The token was refused ({subject}).</source>
        <translation>Das Token wurde abgelehnt ({subject}).</translation>
    </message>
    <message>
        <source>Make a new one there and set it again.</source>
        <translation>Dort ein neues anlegen und wieder setzen.</translation>
    </message>
    <message>
        <source>is an address such as https://github.example.com</source>
        <translation>ist eine Adresse wie https://github.example.com</translation>
    </message>
    <message>
        <source>Token for %1: </source>
        <translation>Token für %1: </translation>
    </message>
    <message>
        <source>The key store keeps the token for %1. A token that may only read is enough for updates.</source>
        <translation>Der Schlüsselbund bewahrt das Token für %1. Für Updates genügt ein Token, das nur lesen darf.</translation>
    </message>
    <message>
        <source>The token for %1 belongs to %2.</source>
        <translation>Das Token für %1 gehört %2.</translation>
    </message>
    <message>
        <source>The key store has no token for %1 any more.</source>
        <translation>Der Schlüsselbund hat kein Token für %1 mehr.</translation>
    </message>
    <message>
        <source>Releases published: %1; files sent: %2 (%3), there already: %4.</source>
        <translation>Releases veröffentlicht: %1; Dateien gesendet: %2 (%3), schon dort: %4.</translation>
    </message>
    <message>
        <source>It is not signed by its publisher, so it is never installed by itself.</source>
        <translation>Es ist nicht von seinem Herausgeber signiert und wird darum nie von selbst installiert.</translation>
    </message>
    <message>
        <source>The proxy did not let us through to {subject}.</source>
        <translation>Der Proxy hat uns nicht zu {subject} durchgelassen.</translation>
    </message>
    <message>
        <source>Check its address, user and password in Settings &gt; Network.</source>
        <translation>Prüfen Sie seine Adresse, Benutzer und Passwort unter Einstellungen &gt; Netzwerk.</translation>
    </message>
    <message>
        <source>A web page came instead of {subject}: perhaps this network wants you to sign in first.</source>
        <translation>Statt {subject} kam eine Webseite: Vielleicht verlangt dieses Netz zuerst eine Anmeldung.</translation>
    </message>
    <message>
        <source>Open a browser, sign in to the network and try again.</source>
        <translation>Öffnen Sie einen Browser, melden Sie sich im Netz an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{subject} is not the project any more that it was when {product} was installed, so nothing was taken from it.</source>
        <translation>{subject} ist nicht mehr das Projekt, das es bei der Installation von {product} war; darum wurde nichts davon genommen.</translation>
    </message>
    <message>
        <source>Ask the makers where their releases are now.</source>
        <translation>Fragen Sie die Hersteller, wo ihre Veröffentlichungen jetzt sind.</translation>
    </message>
    <message>
        <source>There is no checksum for {subject}, so it was not used.</source>
        <translation>Für {subject} gibt es keine Prüfsumme, darum wurde es nicht verwendet.</translation>
    </message>
    <message>
        <source>Not signed by its publisher: checksums show that a download is whole, not who made it.</source>
        <translation>Nicht von seinem Herausgeber signiert: Prüfsummen zeigen, dass ein Download vollständig ist, nicht von wem er stammt.</translation>
    </message>
    <message>
        <source>Its server is allowed the older TLS 1.2 on this computer.</source>
        <translation>Seinem Server ist auf diesem Computer das ältere TLS 1.2 erlaubt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s password is in the key store.</source>
        <translation>Das Kennwort des Proxys liegt im Schlüsselbund.</translation>
    </message>
    <message>
        <source>The proxy&apos;s password is gone from the key store.</source>
        <translation>Das Kennwort des Proxys ist nicht mehr im Schlüsselbund.</translation>
    </message>
    <message>
        <source>The new passphrase: </source>
        <translation>Die neue Passphrase: </translation>
    </message>
    <message>
        <source>The key on the token signs for %1 now: %2. Its PIN is asked for where a passphrase would be.</source>
        <translation>Der Schlüssel auf dem Token signiert jetzt für %1: %2. Nach seiner PIN wird gefragt, wo es sonst die Passphrase wäre.</translation>
    </message>
    <message>
        <source>Only the new passphrase opens these keys now: %1. Copies elsewhere still open with the old one.</source>
        <translation>Diese Schlüssel öffnet jetzt nur noch die neue Passphrase: %1. Kopien an anderen Orten öffnet weiter die alte.</translation>
    </message>
    <message>
        <source>Taking %1 back to %2</source>
        <translation>%1 geht zurück auf %2</translation>
    </message>
    <message>
        <source>Changing %1</source>
        <translation>%1 wird geändert</translation>
    </message>
    <message>
        <source>Now: %1.</source>
        <comment>phase</comment>
        <translation>Gerade: %1.</translation>
    </message>
    <message>
        <source>%1: %2 of %3.</source>
        <comment>phase, done, total</comment>
        <translation>%1: %2 von %3.</translation>
    </message>
    <message>
        <source>It has just begun.</source>
        <translation>Es hat gerade begonnen.</translation>
    </message>
    <message>
        <source>needs one of: %1</source>
        <translation>braucht eines von: %1</translation>
    </message>
    <message>
        <source>“%1 help VERB” says more of a verb.</source>
        <translation>„%1 help VERB“ sagt mehr über ein Verb.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, %3 in %n files</source>
        <translation>
            <numerusform>%1: %2, %3 in %n Datei</numerusform>
            <numerusform>%1: %2, %3 in %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is backed up, in place of its backup before.</source>
        <translation>%1 wird gesichert und ersetzt die Sicherung davor.</translation>
    </message>
    <message>
        <source>There is no backup of %1.</source>
        <translation>Von %1 gibt es keine Sicherung.</translation>
    </message>
    <message>
        <source>There is no backup.</source>
        <translation>Es gibt keine Sicherung.</translation>
    </message>
    <message>
        <source>%1 is put back as it was then.</source>
        <translation>%1 wird so zurückgebracht, wie es damals war.</translation>
    </message>
    <message>
        <source>Delete the backup of %1 for ever?</source>
        <translation>Die Sicherung von %1 endgültig löschen?</translation>
    </message>
    <message>
        <source>The backup of %1 is deleted.</source>
        <translation>Die Sicherung von %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>All backups are written to %1.</source>
        <translation>Alle Sicherungen sind nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>%1 is neither the old nor the new version. Put back what was there and run “upkeepctl finish”, or run “upkeepctl repair”.</source>
        <translation>%1 ist weder die alte noch die neue Version. Stellen Sie wieder her, was dort war, und rufen Sie „upkeepctl finish“ auf, oder rufen Sie „upkeepctl repair“ auf.</translation>
    </message>
    <message>
        <source>The old version of %1 is missing and could neither be restored from a snapshot nor downloaded. Run “upkeepctl finish” once the network is there; or “upkeepctl repair” to stay with the new version.</source>
        <translation>Die alte Version von %1 fehlt und ließ sich weder aus einer Sicherung wiederherstellen noch herunterladen. Rufen Sie „upkeepctl finish“ auf, sobald das Netz da ist, oder „upkeepctl repair“, um bei der neuen Version zu bleiben.</translation>
    </message>
    <message>
        <source>The notes of the unfinished update in %1 cannot be read; a newer Upkeep may have written them. If there is none, run “upkeepctl repair”: what is there is checked, and nothing is deleted.</source>
        <translation>Die Aufzeichnungen der unfertigen Aktualisierung in %1 lassen sich nicht lesen; vielleicht stammen sie von einem neueren Upkeep. Gibt es keines, rufen Sie „upkeepctl repair“ auf: Geprüft wird, was da ist, und gelöscht wird nichts.</translation>
    </message>
    <message>
        <source>%1 is damaged</source>
        <translation>%1 ist beschädigt</translation>
    </message>
    <message>
        <source>Some of its files are not as their publisher signed them. A repair fetches only what is missing.</source>
        <translation>Einige Dateien sind nicht so, wie ihr Herausgeber sie signiert hat. Eine Reparatur lädt nur, was fehlt.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Not observed</source>
        <translation>Nicht beobachtet</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not as their publisher signed them. A repair fetches only what is missing.</source>
        <translation>
            <numerusform>%n Datei ist nicht so, wie ihr Herausgeber sie signiert hat. Eine Reparatur lädt nur, was fehlt.</numerusform>
            <numerusform>%n Dateien sind nicht so, wie ihr Herausgeber sie signiert hat. Eine Reparatur lädt nur, was fehlt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is on probation until %2.</source>
        <translation>%1 ist bis %2 auf Probe.</translation>
    </message>
    <message>
        <source>%1 is on probation; nobody has been seen starting it yet.</source>
        <translation>%1 ist auf Probe; ein Start wurde noch nicht beobachtet.</translation>
    </message>
    <message>
        <source>%1 has shown that it works.</source>
        <translation>%1 hat gezeigt, dass es funktioniert.</translation>
    </message>
    <message>
        <source>Whether %1 works was not observed: it was not started by “upkeepctl run”.</source>
        <translation>Ob %1 funktioniert, wurde nicht beobachtet: Gestartet wurde es nicht mit „upkeepctl run“.</translation>
    </message>
    <message>
        <source>%1 did not show that it works. The version before comes back when it is closed.</source>
        <translation>%1 hat nicht gezeigt, dass es funktioniert. Die Version davor kommt zurück, sobald es geschlossen ist.</translation>
    </message>
    <message>
        <source>%1 did not show that it works; %2 is back.</source>
        <translation>%1 hat nicht gezeigt, dass es funktioniert; %2 ist zurück.</translation>
    </message>
</context>
<context>
    <name>upkeep</name>
    <message>
        <source>Keeps installed programs up to date.</source>
        <translation>Hält installierte Programme aktuell.</translation>
    </message>
    <message>
        <source>which product to show</source>
        <translation>welches Produkt gezeigt wird</translation>
    </message>
    <message>
        <source>no window; a tray icon where there is a tray</source>
        <translation>kein Fenster; ein Symbol, wo es eine Leiste dafür gibt</translation>
    </message>
    <message>
        <source>Another Upkeep is running and does not answer.</source>
        <translation>Ein anderes Upkeep läuft und antwortet nicht.</translation>
    </message>
</context>
<context>
    <name>upkeep::CalmView</name>
    <message>
        <source>&amp;Open Software</source>
        <translation>&amp;Softwareverwaltung öffnen</translation>
    </message>
    <message>
        <source>You chose to stay. A mended version is offered as soon as there is one.</source>
        <translation>Diese Version bleibt. Eine berichtigte wird angeboten, sobald es sie gibt.</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1, in %2</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Rückweg</translation>
    </message>
    <message>
        <source>Automatic updates</source>
        <translation>Automatische Updates</translation>
    </message>
    <message>
        <source>All updates</source>
        <translation>Alle Updates</translation>
    </message>
    <message>
        <source>Security updates only</source>
        <translation>Nur Sicherheitsupdates</translation>
    </message>
    <message>
        <source>Off, a click decides</source>
        <translation>Aus, ein Klick entscheidet</translation>
    </message>
</context>
<context>
    <name>upkeep::ChoiceTile</name>
    <message>
        <source>%1: %2</source>
        <comment>an answer and its value</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>upkeep::ComponentModel</name>
    <message numerus="yes">
        <source>%n local change(s)</source>
        <translation>
            <numerusform>%n örtliche Änderung</numerusform>
            <numerusform>%n örtliche Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>%1, %2 available</source>
        <translation>%1, %2 verfügbar</translation>
    </message>
    <message>
        <source>Nothing stored yet</source>
        <translation>Noch nichts gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>upkeep::ComponentsPage</name>
    <message>
        <source>Components</source>
        <translation>Bestandteile</translation>
    </message>
    <message>
        <source>Change &amp;Evolutions</source>
        <translation>&amp;Erweiterungen ändern</translation>
    </message>
    <message>
        <source>Parts of this product</source>
        <translation>Teile dieses Produkts</translation>
    </message>
    <message>
        <source>Evolutions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Evolutions can be added and taken away at any time; each change can be undone.</source>
        <translation>Erweiterungen lassen sich jederzeit hinzunehmen und weglassen; jede Änderung ist umkehrbar.</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%1 von %2 gewählt</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Looking at every file...</source>
        <translation>Jede Datei wird angesehen ...</translation>
    </message>
    <message>
        <source>Repairing...</source>
        <translation>Wird repariert ...</translation>
    </message>
    <message>
        <source>Nothing is wrong with %1.</source>
        <translation>Mit %1 ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>&amp;Reparieren</translation>
    </message>
    <message>
        <source>Still open: %1. Close it, then repair again.</source>
        <translation>Noch offen: %1. Schließen Sie es und reparieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>Problems found</source>
        <translation>Gefundene Probleme</translation>
    </message>
    <message>
        <source>Ch&amp;oose...</source>
        <translation>&amp;Entscheiden ...</translation>
    </message>
    <message>
        <source>Settings that need a choice</source>
        <translation>Einstellungen, die eine Entscheidung brauchen</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) were changed by you and by the last update. Yours are in force until you choose.</source>
        <translation>
            <numerusform>%n Einstellung wurde von Ihnen und von der letzten Aktualisierung geändert. Ihre gilt, bis Sie sich entscheiden.</numerusform>
            <numerusform>%n Einstellungen wurden von Ihnen und von der letzten Aktualisierung geändert. Ihre gelten, bis Sie sich entscheiden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s)</source>
        <translation>
            <numerusform>%n weiteres Problem</numerusform>
            <numerusform>%n weitere Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found.</source>
        <translation>
            <numerusform>%n Problem gefunden.</numerusform>
            <numerusform>%n Probleme gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Signaturen</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Sicherungspunkte</translation>
    </message>
</context>
<context>
    <name>upkeep::CreateSnapshotDialog</name>
    <message>
        <source>Snapshot of %1 %2</source>
        <translation>Sicherungspunkt von %1 %2</translation>
    </message>
    <message>
        <source>Keeps the program, its settings and its data as they are now. The program can stay open.</source>
        <translation>Bewahrt Programm, Einstellungen und Daten, wie sie jetzt sind. Das Programm kann offen bleiben.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Before the tax season</source>
        <translation>Vor der Steuererklärung</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>C&amp;reate</source>
        <translation>A&amp;nlegen</translation>
    </message>
</context>
<context>
    <name>upkeep::DecisionsGroup</name>
    <message>
        <source>Skipped and pinned</source>
        <translation>Übersprungen und angeheftet</translation>
    </message>
    <message>
        <source>Nothing is skipped or pinned</source>
        <translation>Nichts wird übersprungen oder ist angeheftet</translation>
    </message>
    <message>
        <source>Versions you skip or go back from are listed here.</source>
        <translation>Übersprungene und verlassene Versionen stehen hier.</translation>
    </message>
    <message>
        <source>&amp;Resume Updates</source>
        <translation>Updates &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>Pause bis %1</translation>
    </message>
    <message>
        <source>Nothing is downloaded, installed or announced by itself.</source>
        <translation>Von selbst wird nichts geladen, installiert oder gemeldet.</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Pause updates for a while</source>
        <translation>Updates eine Weile aussetzen</translation>
    </message>
    <message>
        <source>Pause for a while</source>
        <translation>Eine Weile aussetzen</translation>
    </message>
    <message>
        <source>Nothing is downloaded, installed or announced by itself. A click still works.</source>
        <translation>Von selbst wird nichts geladen, installiert oder gemeldet. Ein Klick wirkt weiterhin.</translation>
    </message>
    <message>
        <source>&amp;Unpin</source>
        <translation>&amp;Lösen</translation>
    </message>
    <message>
        <source>Unpin %1</source>
        <translation>%1 lösen</translation>
    </message>
    <message>
        <source>Pinned to %1</source>
        <translation>An %1 angeheftet</translation>
    </message>
    <message>
        <source>Newer versions wait until it is unpinned.</source>
        <translation>Neuere Versionen warten, bis es gelöst wird.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the reminder</source>
        <translation>Die Erinnerung vergessen</translation>
    </message>
    <message>
        <source>A reminder %1</source>
        <translation>Erinnerung %1</translation>
    </message>
    <message>
        <source>The update is not announced before.</source>
        <translation>Vorher wird das Update nicht gemeldet.</translation>
    </message>
    <message>
        <source>Forget that %1 is skipped</source>
        <translation>Vergessen, dass %1 übersprungen wird</translation>
    </message>
    <message>
        <source>%1 is skipped</source>
        <translation>%1 wird übersprungen</translation>
    </message>
    <message>
        <source>It is not offered by itself.</source>
        <translation>Es wird nicht von selbst angeboten.</translation>
    </message>
</context>
<context>
    <name>upkeep::DeleteSnapshotDialog</name>
    <message>
        <source>Delete the snapshot of %1?</source>
        <translation>Den Sicherungspunkt vom %1 löschen?</translation>
    </message>
    <message>
        <source>%1, version %2. This frees %3 and cannot be undone.</source>
        <translation>%1, Version %2. Das gibt %3 frei und ist nicht umkehrbar.</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
</context>
<context>
    <name>upkeep::DifferenceModel</name>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n geändert</numerusform>
            <numerusform>%n geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n entfernt</numerusform>
            <numerusform>%n entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>added, %1</source>
        <translation>neu, %1</translation>
    </message>
    <message>
        <source>removed, %1</source>
        <translation>entfernt, %1</translation>
    </message>
    <message>
        <source>changed, %1</source>
        <translation>geändert, %1</translation>
    </message>
    <message>
        <source>%1, was %2</source>
        <translation>%1, war %2</translation>
    </message>
    <message>
        <source>permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, its state</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>upkeep::ErrorDialog</name>
    <message>
        <source>For support</source>
        <translation>Für den Support</translation>
    </message>
    <message>
        <source>Details for support</source>
        <translation>Einzelheiten für den Support</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>upkeep::EventDialog</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Sicherungspunkt</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>upkeep::EvolutionModel</name>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>evolution, reason, size</comment>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>upkeep::FirstStartView</name>
    <message>
        <source>What is installed now</source>
        <translation>Was jetzt installiert ist</translation>
    </message>
    <message>
        <source>Version %1, installed %2.</source>
        <translation>Version %1, installiert %2.</translation>
    </message>
    <message>
        <source>Its first start is watched: if it fails, %1 comes back by itself.</source>
        <translation>Der erste Start wird beobachtet: Schlägt er fehl, kommt %1 von selbst zurück.</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message numerus="yes">
        <source>%n local change(s)</source>
        <translation>
            <numerusform>%n örtliche Änderung</numerusform>
            <numerusform>%n örtliche Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>version, size</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>upkeep::HelpDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Everything works without a mouse.</source>
        <translation>Alles geht ohne Maus.</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>Nach Updates suchen</translation>
    </message>
    <message>
        <source>Updates; 2 to 5 are the other pages</source>
        <translation>Updates; 2 bis 5 sind die anderen Seiten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The next control</source>
        <translation>Das nächste Bedienelement</translation>
    </message>
    <message>
        <source>Tick an evolution, turn a switch</source>
        <translation>Erweiterung ankreuzen, Schalter umlegen</translation>
    </message>
    <message>
        <source>Hold it to see the letter of each button</source>
        <translation>Gedrückt halten zeigt den Buchstaben jeder Schaltfläche</translation>
    </message>
    <message>
        <source>Close a dialog without doing anything</source>
        <translation>Einen Dialog schließen, ohne etwas zu tun</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Update from a file (or drop it here)</source>
        <translation>Aus einer Datei aktualisieren (oder sie hierher ziehen)</translation>
    </message>
</context>
<context>
    <name>upkeep::HistoryModel</name>
    <message>
        <source>%1 %2</source>
        <comment>operation, versions</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
</context>
<context>
    <name>upkeep::HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Copy &amp;Report...</source>
        <translation>&amp;Bericht kopieren ...</translation>
    </message>
    <message>
        <source>As JSON...</source>
        <translation>Als JSON ...</translation>
    </message>
    <message>
        <source>As CSV...</source>
        <translation>Als CSV ...</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Den Verlauf exportieren</translation>
    </message>
    <message>
        <source>Installed version</source>
        <translation>Installierte Version</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>Last 3 months</source>
        <translation>Letzte 3 Monate</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Gezeigte Zeit</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Den Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>Alle Ergebnisse</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>Alle Vorgänge</translation>
    </message>
    <message>
        <source>-</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>updates succeeded</source>
        <translation>Updates gelangen</translation>
    </message>
    <message>
        <source>rollbacks succeeded</source>
        <translation>Rückwege gelangen</translation>
    </message>
    <message>
        <source>usual update</source>
        <translation>übliches Update</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>downloaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>Nothing has happened yet. Checks that found something, updates and rollbacks are kept here.</source>
        <translation>Noch ist nichts geschehen. Prüfungen, die etwas fanden, Updates und Rückkehr stehen dann hier.</translation>
    </message>
    <message>
        <source>No entry matches. Change the search or choose another result.</source>
        <translation>Kein Eintrag passt. Ändern Sie die Suche oder wählen Sie ein anderes Ergebnis.</translation>
    </message>
</context>
<context>
    <name>upkeep::MainWindow</name>
    <message>
        <source>Not checked yet</source>
        <translation>Noch nicht gesucht</translation>
    </message>
    <message>
        <source>Last checked %1</source>
        <translation>Zuletzt gesucht %1</translation>
    </message>
    <message>
        <source>Checked %1</source>
        <translation>Gesucht %1</translation>
    </message>
    <message>
        <source>%1 is on hold</source>
        <translation>%1 ist zurückgestellt</translation>
    </message>
    <message>
        <source>Next around %1</source>
        <translation>Nächstes Mal um %1</translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation>Upkeep</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Sicherungspunkte</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Bestandteile</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>No product is registered</source>
        <translation>Kein Produkt ist eingetragen</translation>
    </message>
    <message>
        <source>Upkeep looks after programs that were installed with it. Ask the publisher of a program for its product.yaml.</source>
        <translation>Upkeep kümmert sich um Programme, die damit installiert wurden. Den Herausgeber eines Programms nach seiner product.yaml fragen.</translation>
    </message>
    <message>
        <source>Install a program</source>
        <translation>Ein Programm installieren</translation>
    </message>
    <message>
        <source>Take over an installed one</source>
        <translation>Ein installiertes übernehmen</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) waiting</source>
        <translation>
            <numerusform>%n Update wartet</numerusform>
            <numerusform>%n Updates warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 - Upkeep</source>
        <translation>%1 – Upkeep</translation>
    </message>
    <message>
        <source>Choose an update file</source>
        <translation>Aktualisierungsdatei wählen</translation>
    </message>
    <message>
        <source>Update files (*.upkeep-bundle)</source>
        <translation>Aktualisierungsdateien (*.upkeep-bundle)</translation>
    </message>
</context>
<context>
    <name>upkeep::NotesDialog</name>
    <message>
        <source>What&apos;s new in %1 %2</source>
        <translation>Was ist neu in %1 %2</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>upkeep::NotesView</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Going away</source>
        <translation>Läuft aus</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Known issue.</source>
        <translation>Bekanntes Problem.</translation>
    </message>
    <message>
        <source>What&apos;s new</source>
        <translation>Was ist neu</translation>
    </message>
    <message>
        <source>The publisher gives no notes for this version.</source>
        <translation>Zu dieser Version gibt der Herausgeber keine Hinweise.</translation>
    </message>
    <message>
        <source>Breaking</source>
        <translation>Unverträglich</translation>
    </message>
</context>
<context>
    <name>upkeep::OfferView</name>
    <message>
        <source>What&apos;s new</source>
        <translation>Was ist neu</translation>
    </message>
    <message>
        <source>Evolutions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
    <message>
        <source>Choose the recommended evolutions</source>
        <translation>Die empfohlenen Erweiterungen wählen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>S&amp;kip This Version</source>
        <translation>Diese Version ü&amp;berspringen</translation>
    </message>
    <message>
        <source>Remind Me Later</source>
        <translation>Später erinnern</translation>
    </message>
    <message>
        <source>&amp;Update Now</source>
        <translation>&amp;Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Not signed by its publisher</source>
        <translation>Nicht vom Herausgeber signiert</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>%1, once</source>
        <translation>%1, einmal</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Nicht nötig</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1, %2 frei</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%1 von %2 gewählt</translation>
    </message>
    <message>
        <source>Evolutions  %1 of %2</source>
        <translation>Erweiterungen  %1 von %2</translation>
    </message>
    <message>
        <source>&amp;Always update automatically</source>
        <translation>Immer &amp;automatisch aktualisieren</translation>
    </message>
    <message>
        <source>Tomorrow; the arrow has other times</source>
        <translation>Morgen; der Pfeil bietet andere Zeiten</translation>
    </message>
    <message>
        <source>When I quit it</source>
        <translation>Beim Beenden</translation>
    </message>
    <message>
        <source>When I quit %1</source>
        <translation>Beim Beenden von %1</translation>
    </message>
    <message>
        <source>Your administrator brings the updates</source>
        <translation>Updates bringt die Systemverwaltung</translation>
    </message>
    <message>
        <source>Managed by your administrator</source>
        <translation>Von der Systemverwaltung festgelegt</translation>
    </message>
    <message>
        <source>Your administrator has it installed by %1.</source>
        <translation>Die Systemverwaltung lässt es bis %1 installieren.</translation>
    </message>
</context>
<context>
    <name>upkeep::OutcomeView</name>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Pinned to %1</source>
        <translation>An %1 angeheftet</translation>
    </message>
    <message>
        <source>&amp;Resume Updates</source>
        <translation>Updates &amp;fortsetzen</translation>
    </message>
    <message>
        <source>%1 is not offered again. When a newer version appears, you are told and can choose.</source>
        <translation>%1 wird nicht wieder angeboten. Erscheint eine neuere Version, gibt es eine Nachricht und die Wahl.</translation>
    </message>
    <message>
        <source>Rep&amp;ort...</source>
        <translation>&amp;Bericht ...</translation>
    </message>
    <message>
        <source>Help the publisher mend it</source>
        <translation>Bei der Korrektur helfen</translation>
    </message>
    <message>
        <source>The report holds versions, steps and the failed check. A preview is shown first.</source>
        <translation>Der Bericht enthält Versionen, Schritte und die fehlgeschlagene Prüfung. Vorher kommt eine Vorschau.</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>%1 %2 keeps working as before.</source>
        <translation>%1 %2 arbeitet weiter wie zuvor.</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>&amp;Try %1 Again</source>
        <translation>%1 noch einmal &amp;versuchen</translation>
    </message>
    <message>
        <source>Co&amp;mpare...</source>
        <translation>&amp;Vergleichen ...</translation>
    </message>
    <message>
        <source>Do It An&amp;yway</source>
        <translation>T&amp;rotzdem</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Bleiben</translation>
    </message>
    <message>
        <source>&amp;Go Back to %1</source>
        <translation>&amp;Zurück zu %1</translation>
    </message>
    <message>
        <source>Save Rep&amp;ort...</source>
        <translation>&amp;Bericht speichern ...</translation>
    </message>
    <message>
        <source>&amp;Put It Right</source>
        <translation>In &amp;Ordnung bringen</translation>
    </message>
    <message>
        <source>Look &amp;Again</source>
        <translation>Noch einmal n&amp;achsehen</translation>
    </message>
    <message>
        <source>Process %1</source>
        <translation>Prozess %1</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>&amp;Nicht jetzt</translation>
    </message>
    <message>
        <source>It goes on by itself</source>
        <translation>Es geht von selbst weiter</translation>
    </message>
    <message>
        <source>Going back to %1 takes about a second and can be undone. Staying is possible too; a mended version is offered as soon as there is one.</source>
        <translation>Zurück zu %1 dauert etwa eine Sekunde und ist umkehrbar. Bleiben geht auch; eine berichtigte Version wird angeboten, sobald es sie gibt.</translation>
    </message>
    <message>
        <source>A mended version is offered as soon as there is one.</source>
        <translation>Eine berichtigte Version wird angeboten, sobald es sie gibt.</translation>
    </message>
    <message>
        <source>Only one at a time</source>
        <translation>Nur eines zur Zeit</translation>
    </message>
    <message>
        <source>Two programs must not change %1 at once. This page follows when the other one is done.</source>
        <translation>Zwei Programme dürfen %1 nicht zugleich ändern. Diese Seite folgt, wenn das andere fertig ist.</translation>
    </message>
    <message>
        <source>Installs on quit</source>
        <translation>Installiert beim Beenden</translation>
    </message>
    <message>
        <source>C&amp;lose Them and Continue</source>
        <translation>Sch&amp;ließen und fortfahren</translation>
    </message>
    <message>
        <source>Install on &amp;Quit</source>
        <translation>Beim &amp;Beenden installieren</translation>
    </message>
    <message>
        <source>On &amp;Quit</source>
        <translation>Beim &amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Restart Now</source>
        <translation>&amp;Jetzt neu starten</translation>
    </message>
    <message>
        <source>Restart When &amp;Idle</source>
        <translation>Neu starten, &amp;wenn Ruhe ist</translation>
    </message>
    <message>
        <source>Restarts when idle</source>
        <translation>Startet neu, wenn Ruhe ist</translation>
    </message>
    <message numerus="yes">
        <source>%n program(s) are using files to be updated: %1.</source>
        <translation>
            <numerusform>%n Programm benutzt Dateien, die ersetzt werden: %1.</numerusform>
            <numerusform>%n Programme benutzen Dateien, die ersetzt werden: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>Gerade offen</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Warum es wartet</translation>
    </message>
    <message>
        <source>What&apos;s &amp;New</source>
        <translation>&amp;Neuigkeiten</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name, version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>As soon as nothing holds it any more. Until then %1 %2 keeps working as before.</source>
        <translation>Sobald nichts mehr dagegen spricht. Bis dahin läuft %1 %2 wie bisher.</translation>
    </message>
    <message>
        <source>When to restart</source>
        <translation>Wann neu starten</translation>
    </message>
    <message>
        <source>When idle: as soon as nobody has used the computer for a while and nothing holds it. On quit: the next time %1 is closed. Unsaved work is asked for, never lost.</source>
        <translation>Wenn Ruhe ist: sobald der Rechner eine Weile nicht benutzt wird und nichts dagegen spricht. Beim Beenden: sobald %1 das nächste Mal geschlossen wird. Nach Ungesichertem wird gefragt, verloren geht nichts.</translation>
    </message>
    <message>
        <source>%1 to download. %2.</source>
        <comment>size, about how long</comment>
        <translation>%1 zu laden. %2.</translation>
    </message>
    <message>
        <source>Res&amp;ume Updates</source>
        <translation>Updates fort&amp;setzen</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>&amp;Reparieren</translation>
    </message>
</context>
<context>
    <name>upkeep::PhaseLine</name>
    <message>
        <source>Download</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Sicherungspunkt</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>upkeep::PlotLegend</name>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Failed, went back</source>
        <translation>Fehlgeschlagen, zurückgekehrt</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Sicherungspunkt</translation>
    </message>
</context>
<context>
    <name>upkeep::PrivacyGroup</name>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Show &amp;What Is Sent...</source>
        <translation>&amp;Was gesendet wird ...</translation>
    </message>
    <message>
        <source>What a check sends</source>
        <translation>Was eine Prüfung sendet</translation>
    </message>
    <message>
        <source>Which files are wanted, and that Upkeep asks. Nothing about you, this computer or what you do.</source>
        <translation>Welche Dateien gewünscht sind und dass Upkeep fragt. Nichts über Sie, diesen Rechner oder Ihr Tun.</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Made when you ask for one and shown to you first. Upkeep sends none.</source>
        <translation>Entstehen nur auf Wunsch und werden erst gezeigt. Upkeep sendet keine.</translation>
    </message>
    <message>
        <source>Open &amp;Folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>History and log</source>
        <translation>Verlauf und Protokoll</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Sicherungspunkte</translation>
    </message>
    <message>
        <source>What stays here</source>
        <translation>Was hier bleibt</translation>
    </message>
    <message>
        <source>Settings, history and snapshots never leave this computer.</source>
        <translation>Einstellungen, Verlauf und Sicherungspunkte verlassen diesen Rechner nie.</translation>
    </message>
</context>
<context>
    <name>upkeep::ProgressDelegate</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
</context>
<context>
    <name>upkeep::ProgressModel</name>
    <message>
        <source>Downloaded and verified</source>
        <translation>Geladen und geprüft</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Checking every file</source>
        <translation>Jede Datei wird geprüft</translation>
    </message>
    <message>
        <source>Kept in the snapshot</source>
        <translation>Im Sicherungspunkt bewahrt</translation>
    </message>
    <message>
        <source>Being kept in the snapshot</source>
        <translation>Kommt in den Sicherungspunkt</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Being installed</source>
        <translation>Wird eingesetzt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>component, what happens to it</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>upkeep::ProgressView</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Going back to the version before.</source>
        <translation>Es geht zurück zur vorigen Version.</translation>
    </message>
    <message>
        <source>Stopping.</source>
        <translation>Wird angehalten.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Bestandteile</translation>
    </message>
    <message>
        <source>Download rate</source>
        <translation>Download-Rate</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Progress of the update</source>
        <translation>Fortschritt des Updates</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Going back to %1 %2</source>
        <translation>Zurück zu %1 %2</translation>
    </message>
    <message>
        <source>Restoring a snapshot of %1</source>
        <translation>Ein Sicherungspunkt von %1 wird wiederhergestellt</translation>
    </message>
    <message>
        <source>Changing the evolutions of %1</source>
        <translation>Die Erweiterungen von %1 werden geändert</translation>
    </message>
    <message>
        <source>Please do not start %1 yet.</source>
        <translation>%1 bitte noch nicht starten.</translation>
    </message>
    <message>
        <source>%1 can stay in use. It is installed when you close it.</source>
        <translation>%1 kann offen bleiben. Installiert wird beim Schließen.</translation>
    </message>
    <message>
        <source>%1 can stay in use. It closes for about %2 near the end.</source>
        <translation>%1 kann offen bleiben. Gegen Ende schließt es sich für etwa %2.</translation>
    </message>
    <message>
        <source>&amp;Stop and Roll Back</source>
        <translation>&amp;Anhalten und zurück</translation>
    </message>
    <message>
        <source>Stopping now puts %1 back.</source>
        <translation>Anhalten bringt jetzt %1 zurück.</translation>
    </message>
    <message>
        <source>Closing the window keeps this running.</source>
        <translation>Es läuft weiter, auch wenn das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>%1 gespart</translation>
    </message>
    <message>
        <source>%1 to download, not the %2 package.</source>
        <translation>%1 zu laden statt des Pakets mit %2.</translation>
    </message>
    <message>
        <source>Way back: %1</source>
        <translation>Rückweg: %1</translation>
    </message>
    <message>
        <source>Kept whole. Going back takes about a second.</source>
        <translation>Ganz bewahrt. Zurückgehen dauert etwa eine Sekunde.</translation>
    </message>
    <message>
        <source>%1 of %2 ready</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1, noch %2</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>The download of %1 is paused</source>
        <translation>Das Herunterladen von %1 pausiert</translation>
    </message>
    <message>
        <source>It goes on where it stopped.</source>
        <translation>Es geht dort weiter, wo es stehen geblieben ist.</translation>
    </message>
    <message>
        <source>What was downloaded is kept.</source>
        <translation>Was heruntergeladen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>upkeep::RatePlot</name>
    <message>
        <source>Download rate: %1</source>
        <translation>Download-Rate: %1</translation>
    </message>
    <message>
        <source>60 s ago</source>
        <translation>vor 60 s</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>upkeep::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>This is all that is copied. Names of files and people are left out.</source>
        <translation>Mehr wird nicht kopiert. Namen von Dateien und Personen fehlen.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>upkeep::RequestDialog</name>
    <message>
        <source>What is sent</source>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>Whenever a file is asked for, and nothing else. Whether a gradual release includes this computer is decided here.</source>
        <translation>Bei jeder angefragten Datei, und sonst nichts. Ob eine schrittweise Verteilung diesen Rechner umfasst, wird hier entschieden.</translation>
    </message>
    <message>
        <source>The file that is wanted, where its publisher keeps it.</source>
        <translation>Die gewünschte Datei, dort, wo ihr Herausgeber sie hat.</translation>
    </message>
    <message>
        <source>Who asks.</source>
        <translation>Wer fragt.</translation>
    </message>
    <message>
        <source>The file as it is, please.</source>
        <translation>Die Datei bitte so, wie sie ist.</translation>
    </message>
    <message>
        <source>Any language; yours is not told.</source>
        <translation>Jede Sprache; Ihre wird nicht verraten.</translation>
    </message>
    <message>
        <source>What the server called the file last time, so that it is not sent twice.</source>
        <translation>Wie der Server die Datei zuletzt nannte, damit sie nicht zweimal kommt.</translation>
    </message>
    <message>
        <source>The part of it that is still missing.</source>
        <translation>Der Teil, der noch fehlt.</translation>
    </message>
    <message>
        <source>Your token, if you gave one: only to the server it is for.</source>
        <translation>Ihr Token, wenn Sie eines angaben: nur an den Server, für den es gilt.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>upkeep::RestoreWizard</name>
    <message>
        <source>Restore snapshot</source>
        <translation>Sicherungspunkt wiederherstellen</translation>
    </message>
    <message>
        <source>What to restore</source>
        <translation>Was wiederkommt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Safety snapshot</source>
        <translation>Sicherung vorab</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Co&amp;ntinue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>%1, left alone unless ticked</source>
        <translation>%1, unberührt, wenn nicht angekreuzt</translation>
    </message>
    <message>
        <source>A snapshot of the current state is made first</source>
        <translation>Zuerst wird der jetzige Zustand gesichert</translation>
    </message>
    <message>
        <source>It is pinned, so that this restore can be undone as well.</source>
        <translation>Er wird angeheftet, damit auch dies umkehrbar ist.</translation>
    </message>
    <message>
        <source>%1 is closed while files are exchanged</source>
        <translation>%1 ist geschlossen, während Dateien getauscht werden</translation>
    </message>
    <message>
        <source>It is asked to quit and never ended by force.</source>
        <translation>Es wird gebeten, sich zu beenden, und nie dazu gezwungen.</translation>
    </message>
    <message>
        <source>Progress of the restore</source>
        <translation>Fortschritt der Wiederherstellung</translation>
    </message>
    <message>
        <source>Restore %1 from %2</source>
        <translation>%1 vom %2 wiederherstellen</translation>
    </message>
    <message>
        <source>Nothing changes before the fourth step.</source>
        <translation>Vor dem vierten Schritt ändert sich nichts.</translation>
    </message>
    <message>
        <source>This is a preview. Nothing has changed yet.</source>
        <translation>Dies ist eine Vorschau. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>The way back from this restore.</source>
        <translation>Der Rückweg von dieser Wiederherstellung.</translation>
    </message>
    <message>
        <source>Please do not start %1 yet.</source>
        <translation>%1 bitte noch nicht starten.</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>files replaced</source>
        <translation>Dateien ersetzt</translation>
    </message>
    <message>
        <source>files removed</source>
        <translation>Dateien entfernt</translation>
    </message>
    <message>
        <source>files brought back</source>
        <translation>Dateien zurückgebracht</translation>
    </message>
    <message>
        <source>Your data stays readable.</source>
        <translation>Die Daten bleiben lesbar.</translation>
    </message>
    <message>
        <source>%1 can read it as it is, or it is converted back.</source>
        <translation>%1 kann sie lesen, wie sie sind, oder sie werden zurückgewandelt.</translation>
    </message>
    <message>
        <source>Look at your data first.</source>
        <translation>Zuerst auf die Daten sehen.</translation>
    </message>
    <message>
        <source>It was written by a newer version that %1 may not read. The present is kept in the safety snapshot.</source>
        <translation>Sie stammen von einer neueren Version, die %1 vielleicht nicht liest. Der jetzige Stand bleibt in der Sicherung vorab.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was restored</source>
        <translation>Nichts wurde wiederhergestellt</translation>
    </message>
    <message>
        <source>Still uses files that would be exchanged. Close it and try again.</source>
        <translation>Verwendet noch Dateien, die getauscht würden. Schließen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1 is back</source>
        <translation>%1 ist wieder da</translation>
    </message>
    <message>
        <source>Restored and verified</source>
        <translation>Wiederhergestellt und geprüft</translation>
    </message>
    <message>
        <source>Every file was compared with the snapshot.</source>
        <translation>Jede Datei wurde mit dem Sicherungspunkt verglichen.</translation>
    </message>
    <message>
        <source>Pinned to %1</source>
        <translation>An %1 angeheftet</translation>
    </message>
    <message>
        <source>Newer versions wait until you resume updates.</source>
        <translation>Neuere Versionen warten, bis Updates fortgesetzt werden.</translation>
    </message>
    <message>
        <source>The state before is kept</source>
        <translation>Der Zustand davor ist bewahrt</translation>
    </message>
    <message>
        <source>It is the newest snapshot of the list.</source>
        <translation>Er ist der neueste Sicherungspunkt der Liste.</translation>
    </message>
    <message>
        <source>Stopping at the next safe point.</source>
        <translation>Angehalten wird an der nächsten sicheren Stelle.</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
</context>
<context>
    <name>upkeep::RollbackDialog</name>
    <message>
        <source>Go back to %1 %2?</source>
        <translation>Zurück zu %1 %2?</translation>
    </message>
    <message>
        <source>Looking at what would change. Nothing has changed yet.</source>
        <translation>Es wird nachgesehen, was sich änderte. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Roll Back</source>
        <translation>&amp;Zurückgehen</translation>
    </message>
    <message>
        <source>%1 cannot go back</source>
        <translation>%1 kann nicht zurück</translation>
    </message>
    <message>
        <source>%1 is replaced, in about %2. It is not offered again by itself; newer versions wait until you resume updates.</source>
        <translation>%1 wird ersetzt, in etwa %2. Von selbst wird es nicht wieder angeboten; neuere Versionen warten, bis Updates fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Your data was written by the newer version. Which one is used?</source>
        <translation>Die Daten stammen von der neueren Version. Welche werden verwendet?</translation>
    </message>
    <message>
        <source>As it was before the update</source>
        <translation>Wie vor dem Update</translation>
    </message>
    <message>
        <source>The present is kept in a snapshot</source>
        <translation>Der jetzige Stand bleibt in einem Sicherungspunkt</translation>
    </message>
    <message>
        <source>As it is now</source>
        <translation>Wie sie jetzt sind</translation>
    </message>
    <message>
        <source>The old version may not read all of it</source>
        <translation>Die alte Version liest vielleicht nicht alles davon</translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsChoiceDialog</name>
    <message>
        <source>Not there</source>
        <translation>Nicht vorhanden</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) need a choice</source>
        <translation>
            <numerusform>%n Einstellung braucht eine Entscheidung</numerusform>
            <numerusform>%n Einstellungen brauchen eine Entscheidung</numerusform>
        </translation>
    </message>
    <message>
        <source>They were changed by you and by %1. Yours are in force; the file as it is now is kept, so any choice can be undone.</source>
        <translation>Sie wurden von Ihnen und von %1 geändert. Ihre gelten; die Datei, wie sie jetzt ist, wird aufgehoben, sodass jede Wahl rückgängig gemacht werden kann.</translation>
    </message>
    <message>
        <source>Keep All &amp;Mine</source>
        <translation>Alle &amp;meine behalten</translation>
    </message>
    <message>
        <source>&amp;Take All New</source>
        <translation>Alle &amp;neuen nehmen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Use These Settings</source>
        <translation>Diese Einstellungen &amp;verwenden</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Ursprünglich</translation>
    </message>
    <message>
        <source>New, %1</source>
        <translation>Neu, %1</translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsGroup</name>
    <message>
        <source>Reset to Defaults</source>
        <translation>Auf Vorgaben zurücksetzen</translation>
    </message>
    <message>
        <source>Reset %1 to defaults</source>
        <translation>%1 auf Vorgaben zurücksetzen</translation>
    </message>
    <message>
        <source>Managed by your administrator</source>
        <translation>Von der Systemverwaltung festgelegt</translation>
    </message>
    <message>
        <source>Decided in %1</source>
        <translation>Festgelegt in %1</translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsGroups</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>Nach %n Minute</numerusform>
            <numerusform>Nach %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent, of a battery</comment>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>The last %n</source>
        <translation>
            <numerusform>Den letzten</numerusform>
            <numerusform>Die letzten %n</numerusform>
        </translation>
    </message>
    <message>
        <source>A fifth of the disk</source>
        <translation>Ein Fünftel des Datenträgers</translation>
    </message>
    <message>
        <source>Automatic updates</source>
        <translation>Automatische Updates</translation>
    </message>
    <message>
        <source>All updates</source>
        <translation>Alle Updates</translation>
    </message>
    <message>
        <source>Installed quietly while the program is closed. Evolutions wait for a choice.</source>
        <translation>Still installiert, während das Programm geschlossen ist. Erweiterungen warten auf eine Wahl.</translation>
    </message>
    <message>
        <source>Security updates only</source>
        <translation>Nur Sicherheitsupdates</translation>
    </message>
    <message>
        <source>Others are announced and wait for a click.</source>
        <translation>Andere werden gemeldet und warten auf einen Klick.</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Updates are announced, nothing is downloaded before a click.</source>
        <translation>Updates werden gemeldet; vor einem Klick wird nichts geladen.</translation>
    </message>
    <message>
        <source>Start the program after an update</source>
        <translation>Das Programm nach einem Update starten</translation>
    </message>
    <message>
        <source>Otherwise it stays closed until you start it.</source>
        <translation>Sonst bleibt es geschlossen, bis es gestartet wird.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Check every</source>
        <translation>Suchen alle</translation>
    </message>
    <message>
        <source>A check is small and tells the publisher nothing about you.</source>
        <translation>Eine Suche ist klein und verrät dem Herausgeber nichts.</translation>
    </message>
    <message>
        <source>Install only between</source>
        <translation>Nur installieren zwischen</translation>
    </message>
    <message>
        <source>At other times quiet updates wait; a click installs at once.</source>
        <translation>Zu anderen Zeiten warten stille Updates; ein Klick installiert sofort.</translation>
    </message>
    <message>
        <source>On these days</source>
        <translation>An diesen Tagen</translation>
    </message>
    <message>
        <source>The day on which it begins counts.</source>
        <translation>Es zählt der Tag des Beginns.</translation>
    </message>
    <message>
        <source>Only while idle</source>
        <translation>Nur bei Ruhe</translation>
    </message>
    <message>
        <source>So long nobody has touched keyboard or mouse.</source>
        <translation>So lange blieben Tastatur und Maus unberührt.</translation>
    </message>
    <message>
        <source>Wait after a release</source>
        <translation>Nach dem Erscheinen warten</translation>
    </message>
    <message>
        <source>Others find the faults of a new version first.</source>
        <translation>Fehler einer neuen Version finden dann andere zuerst.</translation>
    </message>
    <message>
        <source>Security updates do not wait</source>
        <translation>Sicherheitsupdates warten nicht</translation>
    </message>
    <message>
        <source>They are installed as soon as they are out.</source>
        <translation>Sie werden installiert, sobald es sie gibt.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>Announce updates</source>
        <translation>Updates melden</translation>
    </message>
    <message>
        <source>One bubble, at most once a day and version.</source>
        <translation>Eine Mitteilung, höchstens einmal am Tag und je Version.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>In the background, without a window. Otherwise checks happen only while Upkeep is open.</source>
        <translation>Im Hintergrund, ohne Fenster. Sonst wird nur gesucht, solange Upkeep offen ist.</translation>
    </message>
    <message>
        <source>Show an icon in the panel</source>
        <translation>Symbol in der Leiste zeigen</translation>
    </message>
    <message>
        <source>It says how things stand and leads to the same actions as this window.</source>
        <translation>Es zeigt den Stand und führt zu denselben Handlungen wie dieses Fenster.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Download on metered networks</source>
        <translation>In Netzen mit Volumengrenze laden</translation>
    </message>
    <message>
        <source>Charges may apply. Checks are small and happen anyway.</source>
        <translation>Es können Kosten entstehen. Gesucht wird trotzdem, das ist wenig.</translation>
    </message>
    <message>
        <source>Limit the download rate</source>
        <translation>Downloadrate begrenzen</translation>
    </message>
    <message>
        <source>Leaves room for others on the same line.</source>
        <translation>Lässt anderen an derselben Leitung Platz.</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>The way to the internet, where there is a special one.</source>
        <translation>Der Weg ins Internet, wo es einen besonderen gibt.</translation>
    </message>
    <message>
        <source>Power and presence</source>
        <translation>Strom und Anwesenheit</translation>
    </message>
    <message>
        <source>Wait while on battery</source>
        <translation>Im Akkubetrieb warten</translation>
    </message>
    <message>
        <source>Quiet updates wait for a charger while the battery is low.</source>
        <translation>Bei fast leerem Akku warten stille Updates auf das Netzteil.</translation>
    </message>
    <message>
        <source>A battery is low below</source>
        <translation>Fast leer ist der Akku unter</translation>
    </message>
    <message>
        <source>Above it, quiet updates are installed on battery, too.</source>
        <translation>Darüber wird auch im Akkubetrieb still installiert.</translation>
    </message>
    <message>
        <source>Wait in power saver mode</source>
        <translation>Im Energiesparmodus warten</translation>
    </message>
    <message>
        <source>While the computer is told to use little power.</source>
        <translation>Solange der Rechner Strom sparen soll.</translation>
    </message>
    <message>
        <source>Wait during films, games and talks</source>
        <translation>Bei Filmen, Spielen und Vorträgen warten</translation>
    </message>
    <message>
        <source>Nothing is downloaded or announced while a window fills the screen.</source>
        <translation>Solange ein Fenster den Bildschirm füllt, wird nichts geladen oder gemeldet.</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Sicherungspunkte</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Pinned ones are kept besides; the last good one is never deleted.</source>
        <translation>Angeheftete bleiben außerdem; der letzte gute wird nie gelöscht.</translation>
    </message>
    <message>
        <source>Room for snapshots</source>
        <translation>Platz für Sicherungspunkte</translation>
    </message>
    <message>
        <source>The oldest ones go first when it is used up.</source>
        <translation>Ist er verbraucht, gehen die ältesten zuerst.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Beta versions come earlier and are tested less.</source>
        <translation>Beta-Versionen kommen früher und sind weniger geprüft.</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Stabil</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Core folder</source>
        <translation>Ordner des Kerns</translation>
    </message>
    <message>
        <source>Of set-ups made before Upkeep.</source>
        <translation>Aus Einrichtungen vor Upkeep.</translation>
    </message>
    <message>
        <source>Compose file</source>
        <translation>Compose-Datei</translation>
    </message>
    <message>
        <source>The services that belong to the program.</source>
        <translation>Die Dienste, die zum Programm gehören.</translation>
    </message>
    <message>
        <source>Backup folder</source>
        <translation>Ordner der Sicherungen</translation>
    </message>
    <message>
        <source>Where older backups are.</source>
        <translation>Wo ältere Sicherungen liegen.</translation>
    </message>
    <message>
        <source>As long as there is room</source>
        <translation>Solange Platz ist</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Older ones go, but for the newest and the pinned ones.</source>
        <translation>Ältere gehen, außer der neuesten und den angehefteten.</translation>
    </message>
    <message>
        <source>Write into the log</source>
        <translation>Ins Protokoll schreiben</translation>
    </message>
    <message>
        <source>One line for each thing that happened, for people who look for a cause.</source>
        <translation>Eine Zeile für jedes Ereignis, für Leute, die eine Ursache suchen.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Only errors</source>
        <translation>Nur Fehler</translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation>
            <numerusform>Jeden Tag</numerusform>
            <numerusform>Alle %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Look for damaged files</source>
        <translation>Nach beschädigten Dateien suchen</translation>
    </message>
    <message>
        <source>A part at a time, while the computer is idle, until all have been looked at.</source>
        <translation>Stück für Stück, solange der Computer nichts zu tun hat, bis alle angesehen sind.</translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
</context>
<context>
    <name>upkeep::SettingsRow</name>
    <message>
        <source>Managed by your administrator</source>
        <translation>Von der Verwaltung festgelegt</translation>
    </message>
    <message>
        <source>Decided in %1</source>
        <translation>Festgelegt in %1</translation>
    </message>
</context>
<context>
    <name>upkeep::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>upkeep::SnapshotExchange</name>
    <message>
        <source>Snapshot files (*.upkeep-snapshot)</source>
        <translation>Sicherungspunkte (*.upkeep-snapshot)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>Taken in: %1.</source>
        <translation>Aufgenommen: %1.</translation>
    </message>
    <message>
        <source>Export this snapshot</source>
        <translation>Diesen Sicherungspunkt exportieren</translation>
    </message>
    <message>
        <source>Writing the snapshot to a file...</source>
        <translation>Der Sicherungspunkt wird in eine Datei geschrieben ...</translation>
    </message>
    <message>
        <source>Import a snapshot</source>
        <translation>Einen Sicherungspunkt importieren</translation>
    </message>
    <message>
        <source>Checking the file...</source>
        <translation>Die Datei wird geprüft ...</translation>
    </message>
</context>
<context>
    <name>upkeep::SnapshotModel</name>
    <message>
        <source>Now, version %1</source>
        <translation>Jetzt, Version %1</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>%1 files, %2; of its own %3</source>
        <translation>%1 Dateien, %2; davon eigene %3</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Damaged, not whole</source>
        <translation>Beschädigt, nicht ganz</translation>
    </message>
</context>
<context>
    <name>upkeep::SnapshotsPage</name>
    <message>
        <source>Snapshots</source>
        <translation>Sicherungspunkte</translation>
    </message>
    <message>
        <source>Filter snapshots</source>
        <translation>Sicherungspunkte filtern</translation>
    </message>
    <message>
        <source>Pin this snapshot</source>
        <translation>Diesen Sicherungspunkt anheften</translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation>Dateien filtern</translation>
    </message>
    <message>
        <source>C&amp;reate Snapshot...</source>
        <translation>Sicherungspunkt a&amp;nlegen ...</translation>
    </message>
    <message>
        <source>&amp;Delete...</source>
        <translation>&amp;Löschen ...</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Re&amp;store...</source>
        <translation>&amp;Wiederherstellen ...</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>against</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>Compare against</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Kind of difference</source>
        <translation>Art des Unterschieds</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message numerus="yes">
        <source>Filter %n snapshot(s)</source>
        <translation>
            <numerusform>%n Sicherungspunkt filtern</numerusform>
            <numerusform>%n Sicherungspunkte filtern</numerusform>
        </translation>
    </message>
    <message>
        <source>Now (%1)</source>
        <translation>Jetzt (%1)</translation>
    </message>
    <message>
        <source>%1, in use now</source>
        <translation>%1, jetzt in Gebrauch</translation>
    </message>
    <message>
        <source>There is no snapshot yet. One is made before every update; you can also make one now.</source>
        <translation>Noch gibt es keinen Sicherungspunkt. Vor jedem Update entsteht einer; auch jetzt lässt sich einer anlegen.</translation>
    </message>
    <message>
        <source>Choose a snapshot to see what differs from now.</source>
        <translation>Einen Sicherungspunkt wählen, um Unterschiede zu jetzt zu sehen.</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>version, moment</comment>
        <translation>%1 vom %2</translation>
    </message>
    <message>
        <source>verified %1</source>
        <translation>geprüft %1</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1, of its own %2, %3</source>
        <translation>
            <numerusform>%n Datei, %1, davon eigene %2, %3</numerusform>
            <numerusform>%n Dateien, %1, davon eigene %2, %3</numerusform>
        </translation>
    </message>
    <message>
        <source>Unpin this snapshot</source>
        <translation>Diesen Sicherungspunkt lösen</translation>
    </message>
    <message>
        <source>All  %1</source>
        <translation>Alle  %1</translation>
    </message>
    <message>
        <source>Added  %1</source>
        <translation>Neu  %1</translation>
    </message>
    <message>
        <source>Removed  %1</source>
        <translation>Entfernt  %1</translation>
    </message>
    <message>
        <source>Changed  %1</source>
        <translation>Geändert  %1</translation>
    </message>
    <message>
        <source>A pinned snapshot is kept; unpin it first.</source>
        <translation>Ein angehefteter Sicherungspunkt bleibt; ihn zuerst lösen.</translation>
    </message>
    <message>
        <source>Verifying...</source>
        <translation>Wird geprüft ...</translation>
    </message>
    <message>
        <source>I&amp;mport...</source>
        <translation>I&amp;mportieren ...</translation>
    </message>
    <message>
        <source>E&amp;xport...</source>
        <translation>E&amp;xportieren ...</translation>
    </message>
    <message>
        <source>Working...</source>
        <translation>In Arbeit ...</translation>
    </message>
</context>
<context>
    <name>upkeep::SpaceBar</name>
    <message>
        <source>Snapshots take %1 of %2</source>
        <translation>Sicherungspunkte brauchen %1 von %2</translation>
    </message>
    <message>
        <source>Shared %1</source>
        <translation>Gemeinsam %1</translation>
    </message>
    <message>
        <source>Own %1</source>
        <translation>Eigen %1</translation>
    </message>
    <message>
        <source>Pinned %1</source>
        <translation>Angeheftet %1</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
</context>
<context>
    <name>upkeep::StepRail</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>upkeep::Strip</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Nachricht schließen</translation>
    </message>
</context>
<context>
    <name>upkeep::UpdatesPage</name>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>Check for Updates</source>
        <translation>Nach Updates suchen</translation>
    </message>
    <message>
        <source>Check for updates (F5)</source>
        <translation>Nach Updates suchen (F5)</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>Nach Updates suchen</translation>
    </message>
    <message>
        <source>What&apos;s &amp;New</source>
        <translation>Was ist &amp;neu</translation>
    </message>
    <message>
        <source>Roll &amp;Back...</source>
        <translation>&amp;Zurückgehen ...</translation>
    </message>
    <message>
        <source>Checking...</source>
        <translation>Wird gesucht ...</translation>
    </message>
    <message>
        <source>Updated to %1</source>
        <translation>Auf %1 aktualisiert</translation>
    </message>
    <message>
        <source>Something wrong? %1 is one click away.</source>
        <translation>Stimmt etwas nicht? %1 ist einen Klick entfernt.</translation>
    </message>
</context>
<context>
    <name>upkeep::VersionPlot</name>
    <message>
        <source>Installed version over time</source>
        <translation>Installierte Version im Lauf der Zeit</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
</TS>
