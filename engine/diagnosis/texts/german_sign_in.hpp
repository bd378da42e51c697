#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto german_sign_in = std::to_array<cause_text>({
    {cause::wrong_password,
     {"Falsches Kennwort des Service-Benutzers",
      "Microsoft lehnt den Benutzernamen oder das Kennwort des Service-Benutzers ab. Damit das Konto "
      "nicht gesperrt wird, versucht roamsync es in diesem Lauf mit diesem Kennwort nicht noch einmal.",
      "Melden Sie sich als Service-Benutzer unter https://outlook.office.com "
      "an, mit dem Kennwort, das in roamsync hinterlegt ist.",
      "Ist das Kennwort nicht bekannt, dann setzen Sie es im Entra Admin Center zurück. "
      "Hinterlegen Sie dann das richtige (mindestens 32 Zeichen) und prüfen Sie die Anmeldung:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::user_not_found,
     {"Den Service-Benutzer gibt es nicht",
      "Microsoft kennt in diesem Tenant keinen Benutzer mit dem Benutzernamen des Service-Benutzers.",
      "Vergleichen Sie den in roamsync hinterlegten Benutzernamen "
      "(service_user) mit dem Benutzerprinzipalnamen im Entra Admin Center "
      "unter „Benutzer“. Er stimmt oft nicht mit der E-Mail-Adresse überein.\n"
      "roamsync tenant show TENANT",
      "Berichtigen Sie den Benutzernamen, oder legen Sie den Benutzer neu an: als "
      "einfachen Benutzer ohne Administratorrolle und mit lizenziertem Postfach.\n"
      "roamsync tenant set TENANT service_user=SERVICE-USER"}},
    {cause::account_locked,
     {"Der Service-Benutzer ist gesperrt",
      "Microsoft hat das Konto vorübergehend gesperrt: nach zu vielen falschen "
      "Kennwörtern, oder weil die Adresse, von der die Anmeldung kommt, als Risiko gilt.",
      "Sehen Sie sich im Entra Admin Center die Anmeldeprotokolle des Service-Benutzers "
      "an: Wer versucht es mit falschen Kennwörtern, und von welcher Adresse?",
      "Warten Sie, bis die Sperre endet, oder setzen Sie "
      "das Kennwort zurück und hinterlegen Sie das neue:\n"
      "roamsync tenant password TENANT\n"
      "Versuchen Fremde immer wieder Kennwörter, dann geben Sie dem "
      "Service-Benutzer einen Benutzernamen, der schwer zu erraten ist."}},
    {cause::account_disabled,
     {"Der Service-Benutzer ist deaktiviert",
      "Die Anmeldung ist für das Konto des Service-Benutzers blockiert.",
      "Öffnen Sie im Entra Admin Center unter „Benutzer“ den "
      "Service-Benutzer und prüfen Sie, ob das Konto aktiviert ist.",
      "Aktivieren Sie das Konto, oder hinterlegen Sie einen anderen Service-Benutzer und sein Kennwort:\n"
      "roamsync tenant set TENANT service_user=SERVICE-USER\n"
      "roamsync tenant password TENANT"}},
    {cause::password_expired,
     {"Das Kennwort des Service-Benutzers ist abgelaufen",
      "Microsoft verlangt ein neues Kennwort, bevor sich der "
      "Service-Benutzer anmelden kann. roamsync ändert niemals ein Kennwort.",
      "Melden Sie sich als Service-Benutzer unter https://outlook.office.com "
      "an: Eine Seite verlangt ein neues Kennwort.",
      "Vergeben Sie ein neues Kennwort (mindestens 32 Zeichen) und hinterlegen Sie es:\n"
      "roamsync tenant password TENANT\n"
      "Damit es nicht mehr abläuft, führen Sie in Microsoft Graph PowerShell aus:\n"
      "Update-MgUser -UserId SERVICE-USER -PasswordPolicies DisablePasswordExpiration"}},
    {cause::mfa_demanded,
     {"Multi-Faktor-Authentifizierung (MFA) wird verlangt",
      "Microsoft verlangt vom Service-Benutzer einen zweiten "
      "Faktor. Ein unbeaufsichtigter Dienst kann keinen liefern.",
      "Öffnen Sie im Entra Admin Center in den Anmeldeprotokollen des Service-Benutzers die "
      "fehlgeschlagene Anmeldung: Die Registerkarte „Bedingter Zugriff“ nennt die Richtlinie. "
      "Steht dort keine, dann sind es die Sicherheitsstandards oder die MFA pro Benutzer.",
      "Nehmen Sie den Service-Benutzer von den Richtlinien aus, die MFA verlangen, und "
      "schützen Sie ihn auf andere Weise: durch eine Richtlinie, die seine Anmeldung nur von "
      "den Adressen von roamsync zulässt. Der Betreiber von roamsync kennt diese Adressen; "
      "die verwendete steht bei der fehlgeschlagenen Anmeldung. Der Service-Benutzer darf "
      "keine Administratorrolle haben, denn für Administratoren verlangt Microsoft immer MFA."}},
    {cause::security_info_required,
     {"Der Service-Benutzer soll Sicherheitsinformationen hinterlegen",
      "Microsoft verlangt, dass der Service-Benutzer zuerst ein Telefon oder "
      "eine App registriert. Ein unbeaufsichtigter Dienst kann das nicht.",
      "Melden Sie sich als Service-Benutzer unter https://outlook.office.com "
      "an: Eine Seite sagt, dass weitere Informationen erforderlich sind.",
      "Nehmen Sie den Service-Benutzer von der Registrierungskampagne und von der Richtlinie zur "
      "MFA-Registrierung aus (Entra Admin Center, „Schutz“). Schalten Sie für ihn die "
      "Self-Service-Kennwortzurücksetzung ab, oder schließen Sie die Registrierung einmal von Hand ab."}},
    {cause::conditional_access_block,
     {"Der bedingte Zugriff blockiert die Anmeldung",
      "Eine Richtlinie für bedingten Zugriff oder die Sicherheitsstandards lassen "
      "keine Anmeldung des Service-Benutzers von dort zu, wo roamsync läuft.",
      "Öffnen Sie im Entra Admin Center in den Anmeldeprotokollen des Service-Benutzers "
      "die fehlgeschlagene Anmeldung: Die Registerkarte „Bedingter Zugriff“ nennt die "
      "Richtlinie, und die IP-Adresse steht ebenfalls bei der Anmeldung.",
      "Lassen Sie die Anmeldung des Service-Benutzers von den Adressen von roamsync zu: als "
      "benannten Standort in dieser Richtlinie, oder indem Sie den Service-Benutzer davon "
      "ausnehmen. Der Betreiber von roamsync kennt diese Adressen; die verwendete steht bei der "
      "fehlgeschlagenen Anmeldung. Verlangen Sie vom Service-Benutzer kein verwaltetes Gerät."}},
    {cause::consent_missing,
     {"Die Zustimmung fehlt",
      "Ein Administrator hat nicht oder nicht mehr zugestimmt, "
      "dass roamsync die Berechtigung benutzt, die es braucht.",
      "Öffnen Sie im Entra Admin Center unter „Unternehmensanwendungen“ die Anwendung von roamsync "
      "und dort „Berechtigungen“: Die Berechtigungen müssen unter „Administratoreinwilligung“ stehen.",
      "Öffnen Sie als globaler Administrator diese Adresse und stimmen Sie zu. CLIENT-ID ist identity.client_id "
      "in der Konfiguration von roamsync; eine nationale Cloud hat einen eigenen Anmeldeserver.\n"
      "https://login.microsoftonline.com/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "Es kann einige Sekunden dauern, bis die Zustimmung erkannt wird. Prüfen Sie es dann noch einmal:\n"
      "roamsync check TENANT"}},
    {cause::tenant_not_found,
     {"Der Microsoft-Tenant wurde nicht gefunden",
      "Microsoft kennt keinen Tenant mit der hinterlegten ID oder "
      "Domäne, oder die Domäne des Service-Benutzers gehört zu keinem.",
      "Vergleichen Sie den hinterlegten Tenant (entra_tenant) mit der Mandanten-ID "
      "oder der primären Domäne auf der Übersichtsseite des Entra Admin Centers.\n"
      "roamsync tenant show TENANT",
      "Berichtigen Sie den Tenant und die Domäne im Benutzernamen des Service-Benutzers. "
      "Nennen Sie für einen Tenant einer nationalen Cloud auch diese Cloud.\n"
      "roamsync tenant set TENANT entra_tenant=ENTRA-TENANT cloud=CLOUD"}},
    {cause::client_secret_wrong,
     {"Der geheime Clientschlüssel ist falsch oder abgelaufen",
      "Microsoft lehnt den Schlüssel ab, mit dem sich roamsync als Anwendung anmeldet.",
      "Öffnen Sie im Entra Admin Center unter „App-Registrierungen“ die Anwendung, "
      "dort „Zertifikate & Geheimnisse“, und prüfen Sie das Ablaufdatum.",
      "Legen Sie einen neuen geheimen Clientschlüssel an "
      "und hinterlegen Sie dessen Wert (nicht dessen ID):\n"
      "roamsync tenant password TENANT --field client_secret\n"
      "Ein gemeinsamer Schlüssel aller Tenants steht in der Datei, die identity.client_secret_file nennt."}},
    {cause::federated_sign_in,
     {"Die Domäne meldet sich bei einem anderen Identitätsanbieter an",
      "Die Domäne des Service-Benutzers ist eine Verbunddomäne: Kennwörter prüft AD FS, Okta "
      "oder ein ähnlicher Dienst. roamsync kann sich nur bei Microsoft selbst anmelden.",
      "Melden Sie sich als Service-Benutzer unter https://outlook.office.com "
      "an: Nach dem Benutzernamen erscheint die Seite eines anderen Anbieters.",
      "Geben Sie dem Service-Benutzer einen Benutzernamen in einer Domäne, die keine "
      "Verbunddomäne ist, etwa service-user@IHRTENANT.onmicrosoft.com, und hinterlegen Sie ihn:\n"
      "roamsync tenant set TENANT service_user=SERVICE-USER"}},
    {cause::sign_in_not_handed_back,
     {"Die Anmeldeseite führte nicht zurück zu Outlook",
      "Microsoft hat die Anmeldung mit einer Seite beantwortet, die nicht weiterführt und "
      "keinen Grund nennt. Ältere Programme melden das als „Invalid URI: The URI is empty“. "
      "Übliche Gründe sind MFA, bedingter Zugriff, ein abgelaufenes oder falsches Kennwort, "
      "oder dass sich der Service-Benutzer noch nie an Outlook im Web angemeldet hat.",
      "Sehen Sie sich im Entra Admin Center die Anmeldeprotokolle des Service-Benutzers an: Die "
      "fehlgeschlagene Anmeldung nennt den Grund. Melden Sie sich dann als Service-Benutzer "
      "unter https://outlook.office.com an und sehen Sie, ob sich das Postfach öffnet.",
      "Erledigen Sie, was das Anmeldeprotokoll oder die Seite verlangt. Melden Sie sich einmal von "
      "Hand an und wählen Sie Sprache und Zeitzone. Zeigt das Anmeldeprotokoll eine erfolgreiche "
      "Anmeldung, dann hat Microsoft vielleicht die Seite geändert. In diesem Fall meldet es der "
      "Betreiber den Entwicklern von roamsync, mit dem Protokoll und diesem Bericht:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::owa_refused_sign_in,
     {"Outlook im Web lehnt den Service-Benutzer ab",
      "Das Kennwort war richtig, aber Outlook im Web lässt den Service-Benutzer "
      "nicht zu. Meist hat sein Postfach keine Lizenz oder ist neu und noch "
      "nicht bereit, oder Outlook im Web ist für ihn abgeschaltet.",
      "Melden Sie sich als Service-Benutzer unter "
      "https://outlook.office.com an. In Exchange Online PowerShell:\n"
      "Get-CASMailbox -Identity SERVICE-USER | Format-List OWAEnabled",
      "Geben Sie dem Service-Benutzer eine Lizenz mit Exchange Online und warten Sie, "
      "bis sich das Postfach in Outlook im Web öffnet. Steht OWAEnabled auf False:\n"
      "Set-CASMailbox -Identity SERVICE-USER -OWAEnabled $true"}},
    {cause::sign_in_unanswered,
     {"Niemand hat die Antworten auf das Kennwort gelesen",
      "roamsync hat das Kennwort des Service-Benutzers heute Nacht mehrmals gesendet und die Antwort nie "
      "lesen können, weil die Verbindung abbrach oder roamsync beendet wurde. Ob das Kennwort stimmt, ist "
      "nicht bekannt. Damit das Konto nicht gesperrt wird, sendet roamsync es heute Nacht nicht noch einmal.",
      "Sehen Sie im Protokoll nach, ob Verbindungen zum Anmeldedienst abbrachen oder roamsync neu gestartet "
      "wurde. Prüfen Sie, ob sich der Service-Benutzer unter https://outlook.office.com von Hand anmelden "
      "kann.",
      "roamsync meldet sich in der nächsten Nacht wieder an. Soll es früher geschehen, "
      "dann hinterlegen Sie das Kennwort noch einmal und starten Sie einen Nachtlauf:\n"
      "roamsync tenant password TENANT\n"
      "roamsync night --now --tenant TENANT"}},
    {cause::sign_in_failed,
     {"Die Anmeldung ist fehlgeschlagen",
      "Microsoft lehnt die Anmeldung des Service-Benutzers mit einem Code ab, zu "
      "dem roamsync keinen Rat hat. Der Code (AADSTS...) steht in den Details.",
      "Sehen Sie sich im Entra Admin Center die Anmeldeprotokolle des Service-Benutzers "
      "an, und schlagen Sie den Code unter https://login.microsoftonline.com/error nach.",
      "Beheben Sie, was das Anmeldeprotokoll nennt. Hilft das nicht, dann meldet es der Betreiber den "
      "Entwicklern von roamsync, mit dem Protokoll und diesem Bericht; beide enthalten keine Kennwörter:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::sign_in_unreachable,
     {"Der Anmeldedienst von Microsoft antwortet nicht",
      "Der Anmeldedienst war nicht erreichbar oder gab keine brauchbare Antwort. Das liegt "
      "selten am Tenant; roamsync versucht es weiter, solange das Zeitfenster offen ist.",
      "Prüfen Sie, ob es anderen Tenants ebenso geht, und was unter https://status.cloud.microsoft steht.",
      "Nichts, wenn es vorübergeht. Sind alle Tenants betroffen, dann prüft "
      "der Betreiber Namensauflösung, Proxy und Firewall der Maschine."}},
});

} // namespace roamsync
