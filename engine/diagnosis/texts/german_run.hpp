#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto german_run = std::to_array<cause_text>({
    {cause::none, {"Alles in Ordnung", "Es liegt kein Fehler vor.", "", "Es ist nichts zu tun."}},
    {cause::throttled,
     {"Microsoft hat den Lauf gebremst",
      "Microsoft erlaubt einem Service-Benutzer nur eine bestimmte Zahl von Anfragen. roamsync hat die "
      "verlangten "
      "Wartezeiten eingehalten; für diese Postfächer reichten Zeit oder Versuche nicht mehr.",
      "Sehen Sie nach, ob es jede Nacht geschieht oder nur nach großen Änderungen, und ob ein anderes "
      "Programm "
      "denselben Service-Benutzer verwendet.",
      "Meist nichts: Die Postfächer kommen im nächsten Lauf zuerst, und roamsync merkt sich, wie viel "
      "erlaubt ist. "
      "Verwenden Sie für roamsync einen eigenen Service-Benutzer. Geschieht es jede Nacht, dann verringern "
      "Sie die "
      "gleichzeitig bearbeiteten Postfächer des Tenants, oder lassen Sie sein Zeitfenster früher beginnen."}},
    {cause::server_error,
     {"Der Dienst von Microsoft meldet eine Störung",
      "Exchange oder Graph antwortete auch nach mehreren Versuchen mit einem Serverfehler.",
      "Sehen Sie im Microsoft 365 Admin Center den Dienststatus an. Betrifft es ein Postfach oder viele?",
      "Warten Sie den nächsten Lauf ab. Bleibt es bei einzelnen Postfächern, dann öffnen Sie eines davon in "
      "Outlook im "
      "Web und speichern dort von Hand eine Signatur; schlägt auch das fehl, dann wenden Sie sich an den "
      "Support von "
      "Microsoft."}},
    {cause::unreadable_answer,
     {"Die Antwort war nicht lesbar",
      "Es kam etwas anderes zurück, als roamsync erwartet: eine Seite statt Daten, beschädigte Daten oder "
      "viel zu viel "
      "davon. Vielleicht steht ein Proxy dazwischen, oder Microsoft hat den Dienst geändert.",
      "Sehen Sie nach, ob alle Tenants betroffen sind, und ob ein Proxy oder eine Firewall den Verkehr der "
      "Maschine "
      "verändert.",
      "Lassen Sie den Verkehr zu Microsoft 365 ungeöffnet durch. Sonst senden Sie das Support-Paket."}},
    {cause::timed_out,
     {"Keine Antwort in der vorgesehenen Zeit",
      "Der Dienst nahm die Anfrage an, antwortete aber nicht, bevor die Zeit um war. War es ein Schreiben, "
      "dann sieht "
      "roamsync im nächsten Lauf nach, ob es gewirkt hat.",
      "Sehen Sie nach, ob auch andere Postfächer und Tenants langsam waren, und prüfen Sie den Dienststatus.",
      "Nichts, wenn es vorübergeht. Geschieht es oft, dann verringern Sie die gleichzeitig bearbeiteten "
      "Postfächer des "
      "Tenants."}},
    {cause::unreachable,
     {"Der Dienst ist nicht erreichbar",
      "Auf dem Weg zu Microsoft schlug die Namensauflösung, die Verbindung oder die Verschlüsselung fehl.",
      "Prüfen Sie auf der Maschine von roamsync, ob https://outlook.office.com und "
      "https://graph.microsoft.com "
      "erreichbar sind, über den Proxy, wenn einer eingestellt ist.",
      "Der Betreiber prüft Namensauflösung, Proxy, Firewall, die ausgehende Adresse und die Zertifikate der "
      "Maschine. "
      "Die Postfächer kommen im nächsten Lauf an die Reihe."}},
    {cause::window_closed,
     {"Das Zeitfenster war zu Ende",
      "Die Zeit der Nacht war um, bevor dieses Postfach an der Reihe war. Es wurde nichts begonnen, und "
      "nichts ist halb "
      "getan.",
      "Sehen Sie sich den Lauf an: Wurde er gebremst, begann er spät, oder betraf eine große Änderung alle "
      "Postfächer?",
      "Nichts: Das Postfach kommt in der nächsten Nacht zuerst. Soll es gleich geschehen, dann starten Sie "
      "den Lauf für "
      "die Gruppe. Geschieht es jede Nacht, dann verlängern Sie das Zeitfenster."}},
    {cause::stopped,
     {"Der Lauf wurde angehalten",
      "Ein Betreiber hat den Lauf angehalten, bevor dieses Postfach an der Reihe war.",
      "Das Änderungsprotokoll sagt, wer ihn wann angehalten hat.",
      "Nichts: Das Postfach kommt im nächsten Lauf an die Reihe. Soll es gleich geschehen, dann starten Sie "
      "den Lauf "
      "noch einmal."}},
    {cause::tenant_not_ready,
     {"Der Tenant ist als Ganzes gescheitert",
      "Das Postfach wurde nicht bearbeitet, weil der Tenant nicht bearbeitet werden konnte: wegen der "
      "Anmeldung, der "
      "Gruppe oder des Katalogs.",
      "Sehen Sie die Ursache beim Tenant nach; sie steht über seinen Postfächern.",
      "Beheben Sie die Ursache beim Tenant und starten Sie den Lauf noch einmal, oder warten Sie die nächste "
      "Nacht ab."}},
    {cause::catalogue_invalid,
     {"Der Katalog ist nicht verwendbar",
      "Die Signaturen des Tenants enthalten einen Fehler, oder ihr Ordner kann nicht gelesen werden. Es "
      "wurde nichts "
      "geschrieben, und die Postfächer behalten, was sie haben.",
      "Die Einzelheiten nennen Datei, Zeile und was erlaubt ist.",
      "Berichtigen Sie die Datei und prüfen Sie den Katalog noch einmal. Inzwischen können Sie einen älteren "
      "Stand "
      "zurückholen, der funktioniert hat."}},
    {cause::dry_run,
     {"Probelauf: Es wurde nichts geschrieben",
      "Der Lauf hat nur festgestellt, was zu tun wäre; es steht in den Einzelheiten.", "",
      "Starten Sie den Lauf ohne die Option für den Probelauf, damit es geschieht."}},
    {cause::internal_error,
     {"Ein Fehler in roamsync",
      "roamsync kam in einen Zustand, den es nicht geben darf. Das Postfach blieb liegen, der Lauf ging mit "
      "den anderen "
      "weiter.",
      "Sehen Sie nach, ob es beim selben Postfach wieder geschieht.",
      "Senden Sie das Support-Paket; es enthält keine Geheimnisse. Das Postfach kommt im nächsten Lauf "
      "an die "
      "Reihe."}},
});

} // namespace roamsync
