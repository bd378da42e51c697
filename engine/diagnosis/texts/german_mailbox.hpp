#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto german_mailbox = std::to_array<cause_text>({
    {cause::group_not_set,
     {"Es ist keine Gruppe angegeben",
      "Weder der Tenant noch sein Konnektor noch seine Benutzer-Synchronisierung nennt eine Gruppe. Ohne "
      "Gruppe erhält "
      "niemand Signaturen.",
      "Sehen Sie in den Einstellungen unter \"Gruppe\" nach.",
      "Wählen Sie die Gruppe, deren Mitglieder Signaturen erhalten sollen."}},
    {cause::group_not_found,
     {"Die Gruppe gibt es nicht",
      "Microsoft kennt keine Gruppe mit der hinterlegten ID. Vielleicht wurde sie gelöscht.",
      "Suchen Sie die Objekt-ID im Entra Admin Center unter Gruppen, auch unter den gelöschten. Die "
      "Einstellungen "
      "sagen, woher sie stammt: Gruppe, Konnektor oder Benutzer-Synchronisierung.",
      "Wählen Sie in den Einstellungen eine vorhandene Gruppe, oder stellen Sie die gelöschte wieder her."}},
    {cause::group_unreadable,
     {"Die Gruppe kann nicht gelesen werden",
      "Microsoft zeigt roamsync die Mitglieder der Gruppe nicht. Damit niemand versehentlich berührt wird, "
      "ist nichts "
      "geschehen.",
      "Öffnen Sie im Entra Admin Center unter Unternehmensanwendungen die Anwendung von roamsync und dort "
      "Berechtigungen: GroupMember.Read.All und User.Read.All müssen erteilt sein, bei einer Gruppe mit "
      "verborgener "
      "Mitgliedschaft auch Member.Read.Hidden.",
      "Wählen Sie in den Einstellungen noch einmal \"Autorisieren\", als globaler Administrator. Sind die "
      "Berechtigungen vorhanden, dann warten Sie den nächsten Lauf ab; vielleicht war es eine Störung bei "
      "Microsoft."}},
    {cause::group_empty,
     {"Die Gruppe hat keine Mitglieder",
      "Die Gruppe ist vorhanden, enthält aber keine Benutzer, auch nicht über verschachtelte Gruppen. "
      "Niemand wurde "
      "berührt.",
      "Öffnen Sie die Gruppe im Entra Admin Center und sehen Sie ihre Mitglieder an. Eine dynamische Gruppe "
      "kann eine "
      "Weile brauchen, bis sie gefüllt ist.",
      "Nehmen Sie die Benutzer in die Gruppe auf, oder wählen Sie in den Einstellungen eine andere Gruppe."}},
    {cause::full_access_missing,
     {"Der Vollzugriff auf das Postfach fehlt",
      "Der Service-Benutzer darf dieses Postfach nicht öffnen; vermutlich fehlt ihm der Vollzugriff. Ältere "
      "Programme "
      "melden das als \"The remote server returned an error: (404) Not Found\".",
      "Melden Sie sich als Service-Benutzer an https://outlook.office.com an, klicken Sie oben rechts auf "
      "das Bild, "
      "wählen Sie \"Weiteres Postfach öffnen\" und öffnen Sie das Postfach dieses Benutzers. Gelingt das "
      "nicht, fehlt "
      "die Berechtigung.",
      "Erteilen Sie die Berechtigung in Exchange Online PowerShell, für dieses Postfach:\n"
      "Add-MailboxPermission -Identity MAILBOX -User SERVICE-USER -AccessRights FullAccess -InheritanceType "
      "All "
      "-AutoMapping $false\n"
      "oder für alle Benutzerpostfächer:\n"
      "Get-Mailbox -ResultSize Unlimited -RecipientTypeDetails UserMailbox | Add-MailboxPermission -User "
      "SERVICE-USER "
      "-AccessRights FullAccess -InheritanceType All -AutoMapping $false\n"
      "Es kann eine Stunde dauern, bis Exchange danach handelt."}},
    {cause::mailbox_not_found,
     {"Exchange kennt dieses Postfach nicht",
      "Das Verzeichnis nennt diese Adresse für den Benutzer, aber in Exchange Online gibt es kein Postfach "
      "dazu: Es "
      "wurde entfernt, liegt noch auf einem eigenen Server oder wird gerade angelegt.",
      "In Exchange Online PowerShell:\n"
      "Get-EXORecipient -Identity MAILBOX | Format-List RecipientTypeDetails, PrimarySmtpAddress",
      "Geben Sie dem Benutzer ein Postfach in Exchange Online, berichtigen Sie die primäre Adresse, oder "
      "nehmen Sie "
      "ihn aus der Gruppe. Ein neues Postfach kommt im nächsten Lauf von selbst dazu."}},
    {cause::mailbox_unlicensed,
     {"Der Benutzer hat kein Postfach oder keine Lizenz",
      "Exchange Online hat für diesen Benutzer kein benutzbares Postfach, meist weil keine Lizenz mit "
      "Exchange Online "
      "zugewiesen ist.",
      "Öffnen Sie im Microsoft 365 Admin Center unter Benutzer, Aktive Benutzer den Benutzer und dort "
      "\"Lizenzen und "
      "Apps\".",
      "Weisen Sie eine Lizenz mit Exchange Online zu, oder nehmen Sie den Benutzer aus der Gruppe."}},
    {cause::service_mailbox_unusable,
     {"Der Service-Benutzer kann sein eigenes Postfach nicht öffnen",
      "Die Anmeldung gelang, aber das eigene Postfach des Service-Benutzers öffnet sich nicht. Dann kann "
      "roamsync auch "
      "an den anderen Postfächern nicht arbeiten.",
      "Melden Sie sich als Service-Benutzer an https://outlook.office.com an: Öffnet sich sein eigenes "
      "Postfach? Hat "
      "der Benutzer im Microsoft 365 Admin Center eine Lizenz mit Exchange Online?",
      "Weisen Sie eine Lizenz mit Exchange Online zu, warten Sie, bis das Postfach bereit ist, melden Sie "
      "sich dann "
      "einmal von Hand an Outlook im Web an und wählen Sie Sprache und Zeitzone. Ist in den Einstellungen "
      "ein anderes "
      "Service-Postfach eingetragen, dann braucht der Service-Benutzer Vollzugriff darauf."}},
    {cause::mailbox_shared,
     {"Ein freigegebenes Postfach hat keine Roaming-Signaturen",
      "Microsoft unterstützt Roaming-Signaturen nicht für freigegebene Postfächer, Räume und Geräte.",
      "In Exchange Online PowerShell:\n"
      "Get-EXOMailbox -Identity MAILBOX | Format-List RecipientTypeDetails",
      "Es ist nichts zu tun. Soll der Hinweis verschwinden, dann nehmen Sie das Postfach aus der Gruppe."}},
    {cause::user_disabled,
     {"Der Benutzer ist deaktiviert",
      "Die Anmeldung ist für diesen Benutzer in Entra blockiert. roamsync lässt solche Postfächer in Ruhe.",
      "Öffnen Sie im Entra Admin Center unter Benutzer den Benutzer und sehen Sie nach, ob das Konto "
      "aktiviert ist.",
      "Nichts, wenn der Benutzer ausgeschieden ist. Andernfalls aktivieren Sie das Konto."}},
    {cause::no_mail_address,
     {"Der Benutzer hat keine eigene E-Mail-Adresse",
      "Das Verzeichnis nennt für diesen Benutzer keine primäre SMTP-Adresse, oder dieselbe wie für ein "
      "anderes "
      "Mitglied der Gruppe.",
      "Sehen Sie im Entra Admin Center beim Benutzer \"E-Mail\" und \"Proxyadressen\" nach. Die primäre "
      "Adresse ist "
      "die, die mit SMTP: in Großbuchstaben beginnt.",
      "Geben Sie dem Benutzer eine Lizenz mit Postfach, berichtigen Sie die Adresse, oder nehmen Sie ihn aus "
      "der "
      "Gruppe."}},
    {cause::no_signature_assigned,
     {"Es ist keine Signatur zugewiesen",
      "Keine Regel des Katalogs passt auf diesen Benutzer, also ist nichts zu schreiben. Was im Postfach "
      "ist, bleibt, "
      "wie es ist.",
      "Vergleichen Sie die Attribute des Benutzers (Abteilung, Land und so weiter) mit den Regeln des "
      "Katalogs.",
      "Ergänzen Sie die Attribute des Benutzers, oder fügen Sie eine Regel hinzu; eine letzte Regel ohne "
      "Bedingung "
      "passt auf alle."}},
    {cause::signature_too_large,
     {"Die Signatur ist zu groß",
      "Mit ihren Bildern und den Werten dieses Benutzers ist die Signatur größer als erlaubt. Exchange nimmt "
      "etwa "
      "1 MB an, und jede E-Mail würde sie mitschicken.",
      "Sehen Sie nach, wie groß die Bilder in der Signatur sind.",
      "Verwenden Sie kleinere Bilder: Ein Logo braucht selten mehr als 50 KB. Speichern Sie Fotos als JPEG "
      "und "
      "Zeichnungen als PNG, in der Größe, in der sie gezeigt werden."}},
    {cause::signature_name_taken,
     {"Der Benutzer hat schon eine Signatur dieses Namens",
      "Im Postfach liegt eine Signatur gleichen Namens, die nicht von roamsync stammt. Sie wurde nicht "
      "verändert.",
      "Öffnen Sie in Outlook im Web des Benutzers Einstellungen, E-Mail, Verfassen und Antworten.",
      "Lassen Sie den Benutzer seine Signatur umbenennen oder löschen, wählen Sie im Katalog einen anderen "
      "Namen, oder "
      "erlauben Sie in den Einstellungen, dass Signaturen gleichen Namens übernommen werden."}},
    {cause::wrong_mailbox,
     {"Exchange hat für ein anderes Postfach geantwortet",
      "Die Antwort nannte ein anderes Postfach als das gefragte. Es wurde nichts geschrieben, damit keine "
      "Signatur den "
      "falschen Benutzer erreicht.",
      "Sehen Sie nach, ob es nur ein Postfach betrifft oder alle. Bei einem einzelnen ist die Adresse "
      "vielleicht ein "
      "Alias oder gehört inzwischen einem anderen Benutzer.",
      "Vergleichen Sie die primäre Adresse in Entra und in Exchange. Betrifft es alle Postfächer, dann "
      "senden Sie "
      "das Support-Paket."}},
    {cause::mailbox_unproven,
     {"Es ist nicht erwiesen, dass das richtige Postfach erreicht würde",
      "Exchange hat für dieses Postfach nicht bestätigt, dass eine Anfrage dort ankommt und nicht im eigenen "
      "Postfach "
      "des Service-Benutzers. Solange das offen ist, schreibt roamsync nichts.",
      "Öffnen Sie das Postfach als Service-Benutzer in Outlook im Web (\"Weiteres Postfach öffnen\").",
      "Öffnet es sich, dann wiederholen Sie den Lauf für diesen Benutzer. Bleibt die Meldung, dann senden "
      "Sie das "
      "Support-Paket."}},
    {cause::read_back_differs,
     {"Das Postfach zeigt nicht, was geschrieben wurde",
      "Exchange hat die Signatur angenommen, zeigt beim Zurücklesen aber eine andere: Es hat Teile entfernt "
      "oder "
      "geändert, oder der Benutzer oder ein anderes Programm hat sie zur selben Zeit geändert.",
      "Lesen Sie die Signaturen dieses Benutzers und vergleichen Sie sie mit der gewünschten: Fehlt ein "
      "Teil, etwa eine "
      "Tabelle, ein Bild oder eine Formatierung?",
      "Nehmen Sie aus der Vorlage, was Exchange entfernt. Schreibt auch ein anderes Programm Signaturen, "
      "dann lassen "
      "Sie es nur eines von beiden tun. Ist nichts zu sehen, dann senden Sie das Support-Paket."}},
    {cause::request_refused,
     {"Exchange hat die Anfrage abgelehnt",
      "Exchange hat nicht angenommen, was roamsync verlangte, und nennt es keine fehlende Berechtigung. "
      "Status und Name "
      "des Fehlers stehen in den Einzelheiten.",
      "Wiederholen Sie den Lauf für diesen Benutzer und sehen Sie, ob die Meldung bleibt.",
      "Bleibt sie, dann senden Sie das Support-Paket; Microsoft hat den Dienst vielleicht geändert."}},
});

} // namespace roamsync
