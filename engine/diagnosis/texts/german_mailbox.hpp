#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto german_mailbox = std::to_array<cause_text>({
    {cause::group_not_set,
     {"Es ist keine Gruppe angegeben",
      "Weder der Tenant noch sein Connector noch seine Benutzersynchronisierung "
      "nennt eine Gruppe. Ohne Gruppe erhält niemand Signaturen.",
      "Sehen Sie bei group, connector_group und sync_group nach:\n"
      "roamsync tenant show TENANT",
      "Geben Sie die Gruppe an, deren Mitglieder Signaturen "
      "erhalten sollen, mit ihrer Objekt-ID in Entra:\n"
      "roamsync tenant set TENANT group=OBJECT-ID"}},
    {cause::group_not_found,
     {"Die Gruppe gibt es nicht",
      "Microsoft kennt keine Gruppe mit der hinterlegten ID. Vielleicht wurde sie gelöscht.",
      "Sehen Sie nach, welche ID hinterlegt ist und ob sie vom Tenant, vom Connector oder "
      "von der Benutzersynchronisierung stammt (group, connector_group, sync_group). "
      "Suchen Sie sie im Entra Admin Center unter „Gruppen“, auch unter den gelöschten.\n"
      "roamsync tenant show TENANT",
      "Stellen Sie die gelöschte Gruppe wieder her, oder geben Sie eine vorhandene an:\n"
      "roamsync tenant set TENANT group=OBJECT-ID"}},
    {cause::group_unreadable,
     {"Die Gruppe kann nicht gelesen werden",
      "Microsoft zeigt roamsync die Mitglieder der Gruppe nicht. Damit kein "
      "Postfach versehentlich geändert wird, hat roamsync nichts getan.",
      "Öffnen Sie im Entra Admin Center unter „Unternehmensanwendungen“ die Anwendung von "
      "roamsync und dort „Berechtigungen“: GroupMember.Read.All und User.Read.All müssen "
      "erteilt sein, bei einer Gruppe mit verborgener Mitgliedschaft auch Member.Read.Hidden.",
      "Fehlt eine Berechtigung, dann öffnen Sie als globaler Administrator diese Adresse und stimmen Sie zu. "
      "CLIENT-ID ist identity.client_id in der Konfiguration von roamsync; eine nationale Cloud hat einen "
      "eigenen Anmeldeserver.\n"
      "https://login.microsoftonline.com/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "Sind die Berechtigungen vorhanden, dann warten Sie den nächsten "
      "Lauf ab; vielleicht war es eine Störung bei Microsoft."}},
    {cause::group_empty,
     {"Die Gruppe hat keine Mitglieder",
      "Die Gruppe ist vorhanden, enthält aber keine Benutzer, auch nicht "
      "über verschachtelte Gruppen. Es wurde kein Postfach geändert.",
      "Öffnen Sie die Gruppe im Entra Admin Center und sehen Sie sich ihre Mitglieder "
      "an. Bei einer dynamischen Gruppe kann es eine Weile dauern, bis sie gefüllt ist.",
      "Nehmen Sie die Benutzer in die Gruppe auf, oder geben Sie eine andere an:\n"
      "roamsync tenant set TENANT group=OBJECT-ID"}},
    {cause::full_access_missing,
     {"Der Vollzugriff auf das Postfach fehlt",
      "Der Service-Benutzer darf dieses Postfach nicht öffnen; vermutlich fehlt ihm der Vollzugriff. "
      "Ältere Programme melden das als „The remote server returned an error: (404) Not Found“.",
      "Melden Sie sich als Service-Benutzer unter https://outlook.office.com an, klicken "
      "Sie oben rechts auf das Bild, wählen Sie „Weiteres Postfach öffnen“ und öffnen Sie "
      "das Postfach dieses Benutzers. Gelingt das nicht, dann fehlt die Berechtigung.",
      "Erteilen Sie die Berechtigung in Exchange Online PowerShell, für dieses Postfach:\n"
      "Add-MailboxPermission -Identity MAILBOX -User SERVICE-USER "
      "-AccessRights FullAccess -InheritanceType All -AutoMapping $false\n"
      "oder für alle Benutzerpostfächer:\n"
      "Get-Mailbox -ResultSize Unlimited -RecipientTypeDetails UserMailbox | Add-MailboxPermission "
      "-User SERVICE-USER -AccessRights FullAccess -InheritanceType All -AutoMapping $false\n"
      "Es kann eine Stunde dauern, bis die Berechtigung wirksam ist."}},
    {cause::mailbox_not_found,
     {"Exchange kennt dieses Postfach nicht",
      "Das Verzeichnis nennt diese Adresse für den Benutzer, aber in Exchange Online gibt es kein "
      "Postfach dazu: Es wurde entfernt, liegt noch auf einem eigenen Server oder wird gerade angelegt.",
      "In Exchange Online PowerShell:\n"
      "Get-EXORecipient -Identity MAILBOX | Format-List RecipientTypeDetails, PrimarySmtpAddress",
      "Geben Sie dem Benutzer ein Postfach in Exchange Online, berichtigen Sie die primäre Adresse, "
      "oder nehmen Sie ihn aus der Gruppe. Ein neues Postfach ist im nächsten Lauf von selbst dabei."}},
    {cause::mailbox_unlicensed,
     {"Der Benutzer hat kein Postfach oder keine Lizenz",
      "Exchange Online hat für diesen Benutzer kein nutzbares Postfach, "
      "meist weil keine Lizenz mit Exchange Online zugewiesen ist.",
      "Öffnen Sie im Microsoft 365 Admin Center unter „Benutzer“, "
      "„Aktive Benutzer“ den Benutzer und dort „Lizenzen und Apps“.",
      "Weisen Sie eine Lizenz mit Exchange Online zu, oder nehmen Sie den Benutzer aus der Gruppe."}},
    {cause::service_mailbox_unusable,
     {"Der Service-Benutzer kann sein eigenes Postfach nicht öffnen",
      "Die Anmeldung gelang, aber das eigene Postfach des Service-Benutzers öffnet "
      "sich nicht. Dann kann roamsync auch die anderen Postfächer nicht bearbeiten.",
      "Melden Sie sich als Service-Benutzer unter https://outlook.office.com an: Öffnet sich sein "
      "eigenes Postfach? Hat der Benutzer im Microsoft 365 Admin Center eine Lizenz mit Exchange Online?",
      "Weisen Sie eine Lizenz mit Exchange Online zu, warten Sie, bis das Postfach "
      "bereit ist, melden Sie sich dann einmal von Hand an Outlook im Web an und "
      "wählen Sie Sprache und Zeitzone. Nennt der Tenant ein anderes Postfach für den "
      "Service-Benutzer (service_mailbox), dann braucht dieser Vollzugriff darauf."}},
    {cause::mailbox_shared,
     {"Ein freigegebenes Postfach hat keine Roaming-Signaturen",
      "Microsoft unterstützt Roaming-Signaturen nicht für freigegebene Postfächer, Räume und Geräte.",
      "In Exchange Online PowerShell:\n"
      "Get-EXOMailbox -Identity MAILBOX | Format-List RecipientTypeDetails",
      "Es ist nichts zu tun. Soll der Hinweis verschwinden, dann nehmen Sie das Postfach aus der Gruppe."}},
    {cause::user_disabled,
     {"Der Benutzer ist deaktiviert",
      "Die Anmeldung ist für diesen Benutzer in Entra blockiert. "
      "roamsync lässt solche Postfächer, wie sie sind.",
      "Öffnen Sie im Entra Admin Center unter „Benutzer“ den "
      "Benutzer und prüfen Sie, ob das Konto aktiviert ist.",
      "Nichts, wenn der Benutzer ausgeschieden ist. Andernfalls aktivieren Sie das Konto."}},
    {cause::no_mail_address,
     {"Der Benutzer hat keine eigene E-Mail-Adresse",
      "Das Verzeichnis nennt für diesen Benutzer keine primäre SMTP-Adresse.",
      "Sehen Sie im Entra Admin Center beim Benutzer unter „E-Mail“ und „Proxyadressen“ "
      "nach. Die primäre Adresse ist die, die mit SMTP: in Großbuchstaben beginnt.",
      "Geben Sie dem Benutzer eine Lizenz mit Postfach, berichtigen "
      "Sie die Adresse, oder nehmen Sie ihn aus der Gruppe."}},
    {cause::mail_address_shared,
     {"Zwei Mitglieder haben dieselbe E-Mail-Adresse",
      "Das Verzeichnis nennt für diesen Benutzer dieselbe primäre SMTP-Adresse wie für ein anderes Mitglied "
      "der Gruppe, und eine Adresse ist nur ein Postfach. Darin sind die Signaturen des anderen Mitglieds.",
      "Sehen Sie im Entra Admin Center bei beiden Benutzern unter „E-Mail“ und „Proxyadressen“ nach.",
      "Berichtigen Sie die Adresse des Benutzers, dem sie nicht gehört, oder nehmen Sie diesen Benutzer "
      "aus der Gruppe."}},
    {cause::no_signature_assigned,
     {"Es ist keine Signatur zugewiesen",
      "Keine Regel des Katalogs passt auf diesen Benutzer, also ist "
      "nichts zu schreiben. Was im Postfach ist, bleibt, wie es ist.",
      "Vergleichen Sie die Attribute des Benutzers (Abteilung, "
      "Land und so weiter) mit den Regeln des Katalogs.",
      "Ergänzen Sie die Attribute des Benutzers, oder fügen Sie eine "
      "Regel hinzu; eine letzte Regel ohne Bedingung passt auf alle."}},
    {cause::signature_too_large,
     {"Die Signatur ist zu groß",
      "Mit ihren Bildern und den Werten dieses Benutzers ist die Signatur größer als "
      "erlaubt. Exchange nimmt etwa 1 MB an, und jede E-Mail würde sie mitschicken.",
      "Sehen Sie nach, wie groß die Bilder in der Signatur sind.",
      "Verwenden Sie kleinere Bilder: Ein Logo braucht selten mehr als 50 KB. Speichern Sie "
      "Fotos als JPEG und Zeichnungen als PNG, in der Größe, in der sie gezeigt werden."}},
    {cause::signature_name_taken,
     {"Der Benutzer hat schon eine Signatur dieses Namens",
      "Im Postfach liegt eine Signatur gleichen Namens, die "
      "nicht von roamsync stammt. Sie wurde nicht verändert.",
      "Öffnen Sie in Outlook im Web des Benutzers „Einstellungen“, „E-Mail“, „Verfassen und antworten“.",
      "Lassen Sie den Benutzer seine Signatur umbenennen oder löschen, oder wählen Sie im "
      "Katalog einen anderen Namen. Der Betreiber kann roamsync Signaturen gleichen Namens "
      "auch übernehmen lassen, für alle Tenants: signatures.on_name_clash = \"take\"."}},
    {cause::changed_by_user,
     {"Der Benutzer hat das Geschriebene geändert",
      "Das Postfach zeigt nicht mehr, was roamsync geschrieben hat: Die Signatur wurde bearbeitet oder "
      "gelöscht, oder eine andere wurde zur Standardsignatur gemacht. Der Tenant will vorher gefragt "
      "werden (drift=ask), deshalb wurde nichts geschrieben. Was anders ist, steht in den Details.",
      "Lesen Sie die Signaturen dieses Benutzers:\n"
      "roamsync signature get TENANT MAILBOX",
      "Um die gewünschten Signaturen wiederherzustellen, verteilen "
      "Sie sie an diesen Benutzer oder an alle:\n"
      "roamsync signature set TENANT MAILBOX\n"
      "roamsync group push TENANT\n"
      "Um Änderungen von Benutzern ohne diesen Hinweis zu belassen oder immer rückgängig zu machen:\n"
      "roamsync tenant set TENANT drift=keep\n"
      "roamsync tenant set TENANT drift=repair"}},
    {cause::wrong_mailbox,
     {"Exchange hat für ein anderes Postfach geantwortet",
      "Die Antwort nannte ein anderes Postfach als das angefragte, oder etwas Geschriebenes "
      "tauchte im eigenen Postfach des Service-Benutzers auf. roamsync schreibt dann nicht weiter "
      "in dieses Postfach, und in keines des Tenants, wenn das eigene Postfach des "
      "Service-Benutzers antwortet. Bis dahin kann im eigenen Postfach des Service-Benutzers eine "
      "Signatur oder Standardsignatur gesetzt worden sein; wenn ja, steht es in den Details.",
      "Lesen Sie die Details, und sehen Sie nach, ob es nur ein Postfach betrifft oder alle. "
      "Bei einem einzelnen ist die Adresse vielleicht ein Alias oder gehört inzwischen einem "
      "anderen Benutzer; vergleichen Sie die primäre Adresse in Entra und in Exchange.",
      "Sagen die Details, dass etwas im eigenen Postfach des Service-Benutzers "
      "angekommen ist, dann sehen Sie nach, welche Signaturen von roamsync "
      "dort liegen, und löschen Sie sie (die Adresse steht in den Details):\n"
      "roamsync signature get TENANT SERVICE-MAILBOX\n"
      "roamsync signature delete TENANT SERVICE-MAILBOX\n"
      "Betrifft es ein einzelnes Postfach, dann berichtigen Sie seine Adresse. Betrifft es alle, dann "
      "meldet es der Betreiber den Entwicklern von roamsync, mit dem Protokoll und diesem Bericht:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::mailbox_unproven,
     {"Nicht nachgewiesen, dass das richtige Postfach erreicht würde",
      "Exchange hat für dieses Postfach nicht bestätigt, dass eine Anfrage dort ankommt und nicht "
      "im eigenen Postfach des Service-Benutzers. Solange das offen ist, schreibt roamsync nichts.",
      "Öffnen Sie das Postfach als Service-Benutzer in Outlook im Web („Weiteres Postfach öffnen“).",
      "Öffnet es sich, dann versuchen Sie es für diesen Benutzer noch einmal:\n"
      "roamsync signature set TENANT MAILBOX\n"
      "Bleibt die Meldung, dann meldet es der Betreiber den "
      "Entwicklern von roamsync, mit dem Protokoll und diesem Bericht:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::read_back_differs,
     {"Das Postfach zeigt nicht, was geschrieben wurde",
      "Exchange hat die Signatur angenommen, zeigt beim Zurücklesen aber "
      "eine andere: Es hat Teile entfernt oder geändert, oder der Benutzer "
      "oder ein anderes Programm hat sie zur selben Zeit geändert.",
      "Lesen Sie die Signaturen dieses Benutzers und vergleichen Sie sie mit der "
      "gewünschten: Fehlt ein Teil, etwa eine Tabelle, ein Bild oder eine Formatierung?\n"
      "roamsync signature get TENANT MAILBOX",
      "Nehmen Sie aus der Vorlage, was Exchange entfernt. Schreibt auch ein anderes Programm "
      "Signaturen, dann lassen Sie es nur eines von beiden tun. Ist nichts zu sehen, dann meldet "
      "es der Betreiber den Entwicklern von roamsync, mit dem Protokoll und diesem Bericht:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::request_refused,
     {"Microsoft hat die Anfrage abgelehnt",
      "Exchange oder Graph hat nicht angenommen, was roamsync verlangte. Status und Name des Fehlers stehen in den Details.",
      "Versuchen Sie es für diesen Benutzer noch einmal und sehen Sie, ob die Meldung bleibt:\n"
      "roamsync signature set TENANT MAILBOX",
      "Bleibt sie, dann hat Microsoft vielleicht den Dienst geändert. In diesem Fall meldet "
      "es der Betreiber den Entwicklern von roamsync, mit dem Protokoll und diesem Bericht:\n"
      "roamsync report --tenant TENANT --failed --json"}},
});

} // namespace roamsync
