#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto german_sign_in = std::to_array<cause_text>({
    {cause::wrong_password,
     {"Falsches Kennwort des Service-Benutzers",
      "Microsoft lehnt den Benutzernamen oder das Kennwort des Service-Benutzers ab. roamsync versucht "
      "dieses "
      "Kennwort in diesem Lauf nicht noch einmal, damit das Konto nicht gesperrt wird.",
      "Melden Sie sich als Service-Benutzer an https://outlook.office.com an, mit dem Kennwort, das in "
      "roamsync "
      "hinterlegt ist.",
      "Tragen Sie in den Einstellungen das richtige Kennwort ein (mindestens 32 Zeichen), oder setzen Sie es "
      "zuerst "
      "im Entra Admin Center zurück und tragen Sie es dann ein. Prüfen Sie danach in den Einstellungen die "
      "Anmeldung."}},
    {cause::user_not_found,
     {"Den Service-Benutzer gibt es nicht",
      "Microsoft kennt in diesem Tenant keinen Benutzer mit dem Benutzernamen des Service-Benutzers.",
      "Vergleichen Sie den Benutzernamen in den Einstellungen mit dem Benutzerprinzipalnamen im Entra Admin "
      "Center "
      "unter Benutzer. Er ist oft ein anderer als die E-Mail-Adresse.",
      "Berichtigen Sie den Benutzernamen in den Einstellungen, oder legen Sie den Benutzer neu an: ein "
      "einfacher "
      "Benutzer ohne Administratorrolle, mit lizenziertem Postfach."}},
    {cause::account_locked,
     {"Der Service-Benutzer ist gesperrt",
      "Microsoft hat das Konto für eine Weile gesperrt: nach zu vielen falschen Kennwörtern, oder weil die "
      "Adresse, "
      "von der die Anmeldung kommt, als Risiko gilt.",
      "Sehen Sie im Entra Admin Center die Anmeldeprotokolle des Service-Benutzers an: Wer versucht falsche "
      "Kennwörter, und von welcher Adresse?",
      "Warten Sie das Ende der Sperre ab, oder setzen Sie das Kennwort zurück und tragen Sie das neue in den "
      "Einstellungen ein. Eine Richtlinie für bedingten Zugriff, die den Service-Benutzer nur von den "
      "Adressen von "
      "roamsync zulässt, hindert andere daran, ihn zu sperren."}},
    {cause::account_disabled,
     {"Der Service-Benutzer ist deaktiviert",
      "Die Anmeldung ist für das Konto des Service-Benutzers blockiert.",
      "Öffnen Sie im Entra Admin Center unter Benutzer den Service-Benutzer und sehen Sie nach, ob das Konto "
      "aktiviert ist.",
      "Aktivieren Sie das Konto, oder tragen Sie in den Einstellungen einen anderen Service-Benutzer ein."}},
    {cause::password_expired,
     {"Das Kennwort des Service-Benutzers ist abgelaufen",
      "Microsoft verlangt ein neues Kennwort, bevor sich der Service-Benutzer anmelden kann. roamsync ändert "
      "nie ein "
      "Kennwort.",
      "Melden Sie sich als Service-Benutzer an https://outlook.office.com an: Eine Seite verlangt ein neues "
      "Kennwort.",
      "Vergeben Sie ein neues Kennwort (mindestens 32 Zeichen) und tragen Sie es in den Einstellungen ein. "
      "Damit es "
      "nicht mehr abläuft, führen Sie in Microsoft Graph PowerShell aus:\n"
      "Update-MgUser -UserId SERVICE-USER -PasswordPolicies DisablePasswordExpiration"}},
    {cause::mfa_demanded,
     {"Mehrstufige Authentifizierung wird verlangt",
      "Microsoft verlangt vom Service-Benutzer einen zweiten Faktor. Ein Dienst, vor dem niemand sitzt, kann "
      "ihn nicht "
      "geben.",
      "Öffnen Sie im Entra Admin Center in den Anmeldeprotokollen des Service-Benutzers die fehlgeschlagene "
      "Anmeldung: Die Registerkarte \"Bedingter Zugriff\" nennt die Richtlinie; steht dort keine, sind es "
      "die "
      "Sicherheitsstandards oder die MFA je Benutzer.",
      "Nehmen Sie den Service-Benutzer von den Richtlinien aus, die MFA verlangen, und schützen Sie ihn auf "
      "andere "
      "Weise: durch eine Richtlinie, die seine Anmeldung nur von den Adressen von roamsync zulässt (sie "
      "stehen in den "
      "Einstellungen). Der Service-Benutzer darf keine Administratorrolle haben; für sie verlangt Microsoft "
      "immer "
      "MFA."}},
    {cause::security_info_required,
     {"Der Service-Benutzer soll Sicherheitsinformationen hinterlegen",
      "Microsoft will, dass der Service-Benutzer zuerst ein Telefon oder eine App registriert. Das kann ein "
      "Dienst, "
      "vor dem niemand sitzt, nicht.",
      "Melden Sie sich als Service-Benutzer an https://outlook.office.com an: Eine Seite sagt, dass weitere "
      "Informationen erforderlich sind.",
      "Nehmen Sie den Service-Benutzer von der Registrierungskampagne und von der Richtlinie zur "
      "MFA-Registrierung "
      "aus (Entra Admin Center, Schutz). Schalten Sie für ihn die Self-Service-Kennwortzurücksetzung ab, "
      "oder "
      "schließen Sie die Registrierung einmal von Hand ab."}},
    {cause::conditional_access_block,
     {"Der bedingte Zugriff blockiert die Anmeldung",
      "Eine Richtlinie für bedingten Zugriff oder die Sicherheitsstandards lassen den Service-Benutzer von "
      "dort, wo "
      "roamsync läuft, nicht zu.",
      "Öffnen Sie im Entra Admin Center in den Anmeldeprotokollen des Service-Benutzers die fehlgeschlagene "
      "Anmeldung: Die Registerkarte \"Bedingter Zugriff\" nennt die Richtlinie, die Grundlegenden Infos "
      "nennen die "
      "IP-Adresse.",
      "Lassen Sie die Anmeldung des Service-Benutzers von den Adressen von roamsync zu (sie stehen in den "
      "Einstellungen): als benannten Standort in dieser Richtlinie, oder indem Sie den Service-Benutzer "
      "davon "
      "ausnehmen. Verlangen Sie von ihm kein verwaltetes Gerät."}},
    {cause::consent_missing,
     {"Die Zustimmung fehlt",
      "Ein Administrator hat nicht oder nicht mehr zugestimmt, dass roamsync die Berechtigung benutzt, die "
      "es braucht.",
      "Öffnen Sie im Entra Admin Center unter Unternehmensanwendungen die Anwendung von roamsync und dort "
      "Berechtigungen: Die Berechtigungen müssen unter Administratoreinwilligung stehen.",
      "Wählen Sie in den Einstellungen \"Autorisieren\" und stimmen Sie als globaler Administrator zu. Es "
      "kann einige "
      "Sekunden dauern, bis die Zustimmung erkannt wird; wählen Sie dann \"erneut prüfen\"."}},
    {cause::tenant_not_found,
     {"Der Microsoft-Tenant wurde nicht gefunden",
      "Microsoft kennt keinen Tenant mit der hinterlegten ID oder Domäne, oder die Domäne des "
      "Service-Benutzers gehört "
      "zu keinem.",
      "Vergleichen Sie den Tenant in den Einstellungen mit der Mandanten-ID oder der primären Domäne auf der "
      "Übersichtsseite des Entra Admin Centers.",
      "Berichtigen Sie den Tenant und die Domäne im Benutzernamen des Service-Benutzers. Wählen Sie bei "
      "einer "
      "nationalen Cloud diese Cloud in den Einstellungen."}},
    {cause::client_secret_wrong,
     {"Der geheime Clientschlüssel ist falsch oder abgelaufen",
      "Microsoft lehnt den Schlüssel ab, mit dem sich roamsync als Anwendung anmeldet.",
      "Öffnen Sie im Entra Admin Center unter App-Registrierungen die Anwendung, dort Zertifikate & "
      "Geheimnisse, und "
      "sehen Sie das Ablaufdatum nach.",
      "Legen Sie einen neuen geheimen Clientschlüssel an und tragen Sie dessen Wert (nicht dessen ID) in den "
      "Einstellungen ein."}},
    {cause::federated_sign_in,
     {"Die Domäne meldet sich bei einem anderen Identitätsanbieter an",
      "Die Domäne des Service-Benutzers ist verbunden: Kennwörter prüft AD FS, Okta oder ein ähnlicher "
      "Dienst. "
      "roamsync kann sich nur bei Microsoft selbst anmelden.",
      "Melden Sie sich als Service-Benutzer an https://outlook.office.com an: Nach dem Benutzernamen "
      "erscheint die "
      "Seite eines anderen Anbieters.",
      "Geben Sie dem Service-Benutzer einen Benutzernamen in einer nicht verbundenen Domäne, etwa "
      "service-user@IHRTENANT.onmicrosoft.com, und tragen Sie ihn in den Einstellungen ein."}},
    {cause::sign_in_not_handed_back,
     {"Die Anmeldeseite führte nicht zurück zu Outlook",
      "Microsoft hat die Anmeldung mit einer Seite beantwortet, die nicht weiterführt und keinen Grund "
      "nennt. Ältere "
      "Programme melden das als \"Invalid URI: The URI is empty\". Übliche Gründe sind MFA, bedingter "
      "Zugriff, ein "
      "abgelaufenes oder falsches Kennwort, oder dass sich der Service-Benutzer noch nie an Outlook im Web "
      "angemeldet "
      "hat.",
      "Sehen Sie im Entra Admin Center die Anmeldeprotokolle des Service-Benutzers an: Die fehlgeschlagene "
      "Anmeldung "
      "nennt den Grund. Melden Sie sich dann als Service-Benutzer an https://outlook.office.com an und sehen "
      "Sie, ob "
      "sich das Postfach öffnet.",
      "Beheben Sie, was das Protokoll oder die Seite verlangt. Melden Sie sich einmal von Hand an und wählen "
      "Sie "
      "Sprache und Zeitzone. Zeigt das Protokoll eine erfolgreiche Anmeldung, dann senden Sie das "
      "Support-Paket: "
      "Microsoft hat die Seite vielleicht geändert."}},
    {cause::owa_refused_sign_in,
     {"Outlook im Web lehnt den Service-Benutzer ab",
      "Das Kennwort war richtig, aber Outlook im Web lässt den Service-Benutzer nicht ein. Meist hat sein "
      "Postfach "
      "keine Lizenz, ist neu und noch nicht bereit, oder Outlook im Web ist für ihn abgeschaltet.",
      "Melden Sie sich als Service-Benutzer an https://outlook.office.com an. In Exchange Online "
      "PowerShell:\n"
      "Get-CASMailbox -Identity SERVICE-USER | Format-List OWAEnabled",
      "Geben Sie dem Service-Benutzer eine Lizenz mit Exchange Online und warten Sie, bis sich das Postfach "
      "in Outlook "
      "im Web öffnet. Steht OWAEnabled auf False:\n"
      "Set-CASMailbox -Identity SERVICE-USER -OWAEnabled $true"}},
    {cause::sign_in_unanswered,
     {"Die Anmeldung wurde mehrmals abgebrochen",
      "roamsync wurde heute Nacht mehrmals beendet, nachdem es das Kennwort des Service-Benutzers gesendet "
      "hatte "
      "und bevor Microsoft geantwortet hatte. Ob das Kennwort stimmt, ist nicht bekannt. Damit das Konto "
      "nicht "
      "gesperrt wird, sendet roamsync es heute Nacht nicht noch einmal.",
      "Fragen Sie den Betreiber, warum roamsync beendet wurde: Die Zeiten stehen im Protokoll. Prüfen Sie, "
      "ob "
      "sich der Service-Benutzer an https://outlook.office.com anmelden kann.",
      "Nichts: roamsync meldet sich in der nächsten Nacht wieder an. Soll es gleich geschehen, hinterlegen "
      "Sie "
      "das Kennwort noch einmal: roamsync tenant password TENANT --stdin, und starten Sie dann einen "
      "Nachtlauf "
      "von Hand."}},
    {cause::sign_in_failed,
     {"Die Anmeldung ist fehlgeschlagen",
      "Microsoft lehnt die Anmeldung des Service-Benutzers mit einem Code ab, zu dem roamsync keinen Rat "
      "hat. Der Code "
      "(AADSTS...) steht in den Einzelheiten.",
      "Sehen Sie im Entra Admin Center die Anmeldeprotokolle des Service-Benutzers an und schlagen Sie den "
      "Code unter "
      "https://login.microsoftonline.com/error nach.",
      "Beheben Sie, was das Protokoll nennt. Hilft das nicht, dann senden Sie das Support-Paket; es "
      "enthält keine "
      "Geheimnisse."}},
    {cause::sign_in_unreachable,
     {"Die Anmeldung von Microsoft antwortet nicht",
      "Der Anmeldedienst war nicht erreichbar oder gab keine brauchbare Antwort. Das liegt selten am Tenant; "
      "roamsync "
      "versucht es weiter, solange das Zeitfenster offen ist.",
      "Sehen Sie nach, ob es anderen Tenants ebenso geht, und was unter https://status.cloud.microsoft "
      "steht.",
      "Nichts, wenn es vorübergeht. Sind alle Tenants betroffen, prüft der Betreiber Namensauflösung, Proxy "
      "und "
      "Firewall der Maschine."}},
});

} // namespace roamsync
