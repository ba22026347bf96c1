"""Texts of one line, drawn at random: prose, words of many languages, receipts, forms, screens, codes, rare letters."""
import string

from .alphabet import CHARACTERS
from .corpus import corpus, words

UPPER, DIGITS = string.ascii_uppercase, string.digits
SIGNS = CHARACTERS[1:]
RARE = CHARACTERS[95:]
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~‘’“”„«»–—…•·§°€£©®™"

RECEIPT = """Total|TOTAL|SUBTOTAL|Sub-Total|Grand Total|CASH|CHANGE|Cash Tendered|VISA|MASTERCARD|DEBIT|BALANCE DUE
Amount Due|TAX INVOICE|Tax|GST|VAT|SST|MwSt.|MWST|TVA|IVA|USt|Netto|Brutto|Summe|SUMME EUR|Gegeben BAR|Rückgeld
Zu zahlen|Bon-Nr.|Kasse|Datum|Uhrzeit|Beleg|Rechnung|Rechnungs-Nr.|Quittung|Vielen Dank für Ihren Einkauf!
Es bediente Sie|Filiale|Total TTC|Total HT|Montant|Espèces|Rendu|Merci de votre visite|Facture|Caisse|Ticket
Carte bancaire|Importe|Total a pagar|Efectivo|Cambio|Gracias por su compra|Factura|Fecha|Hora|Scontrino|Totale
Contante|Resto|Grazie|Importo|Pagamento|Data|Ora|Suma|Razem|Gotówka|Reszta|Paragon fiskalny|Dziękujemy|Celkem
Hotovost|Děkujeme|Összesen|Készpénz|Köszönjük|Totaal|Contant|Bedankt|Tot ziens|Moms|Att betala|Kvitto
Tack för besöket|I alt|Kontant|Summa|Yhteensä|Käteinen|Qty|QTY|Price|Item|Description|Disc|Discount|Rounding
Rounding Adj|Service Charge|Cashier|Table|Pax|Server|Order|Receipt No|Invoice No|Doc No|Date|Time|Member|Points
Card No|Approval|Code|Ref|Terminal|Batch|Trace|Thank You|THANK YOU|PLEASE COME AGAIN|Goods sold are not returnable
Tel|Fax|Reg No|GST ID|Co. Reg|Amount|U.Price|Excl. GST|Incl. GST|Item(s)|SALES|REFUND|VOID|COPY|NO.|JALAN|TAMAN
SDN BHD|LTD|GmbH|S.A.|Inc.|& Co.|PCS|KG|EA|PKT|TAX CODE|SR|ZRL|Summary|Payment|Paid|Outstanding|Signature|Customer
Staff|Counter|Store|Shop|POS|No of items""".replace("\n", "|").split("|")
SCREEN = """File|Edit|View|Help|Settings|Cancel|OK|Save|Save As...|Open|Close|Delete|Copy|Paste|Undo|Redo|Search
Sign in|Sign out|Log in|Username|Password|Forgot password?|Submit|Next|Back|Continue|Loading...|Error|Warning|Retry
Download|Upload|Share|Print|Preferences|Options|Tools|Window|New|Rename|Properties|Select all|Refresh|Home|Profile
Notifications|Messages|Inbox|Sent|Drafts|Reply|Forward|Datei|Bearbeiten|Ansicht|Hilfe|Einstellungen|Abbrechen
Speichern|Öffnen|Schließen|Löschen|Suchen|Anmelden|Weiter|Zurück|Übernehmen|Fichier|Édition|Affichage|Aide
Paramètres|Annuler|Enregistrer|Fermer|Rechercher|Précédent|Suivant|Archivo|Edición|Ayuda|Guardar|Cerrar|Buscar
Configuración|Impostazioni|Annulla|Salva|Chiudi|Cerca|Modifica|Ustawienia|Zapisz|Zamknij|Usuń|Nastavení|Uložit
Zavřít|Inställningar|Spara|Sök|Avbryt|Opslaan|Zoeken|Annuleren|Instellingen|Not found|Connected|Offline
Update available|Restart now|Sort by|Filter|Name|Size|Type|Modified|Today|Yesterday|Last 7 days|Unread|Mark as read
Status|Active|Disabled|Enabled|Version|About|Terms|Privacy|Cookies|Accept all|Decline|Learn more|Show more|Read more
Add to cart|Checkout|Buy now|Free shipping|In stock""".replace("\n", "|").split("|")
CODE = """if else for while return import from def class const let var function public static void int float string
null None True False self this new try catch except raise throw async await print len range std::vector console.log
require module exports switch case break continue struct enum template typename auto #include <stdio.h> sizeof malloc
NULL && || == != <= >= += -> => ++ -- // /* */ SELECT FROM WHERE JOIN INSERT INTO VALUES sudo apt-get git commit -m
grep -rn cd .. ls -la chmod 755 &> /dev/null $HOME""".split()
SIGNS_OUTSIDE = """EXIT|ENTRANCE|OPEN|CLOSED|PUSH|PULL|STOP|NO PARKING|NO SMOKING|DANGER|CAUTION|SALE|PARKING|TAXI
HOTEL|BAR|CAFÉ|RESTAURANT|PIZZA|PHARMACY|APOTHEKE|BÄCKEREI|BOULANGERIE|FARMACIA|POLICE|POLIZEI|BANK|ATM|METRO
BUS STOP|AIRPORT|STATION|BAHNHOF|AUSGANG|EINGANG|SORTIE|SALIDA|USCITA|VORSICHT|ACHTUNG|ONE WAY|SPEED LIMIT|ROAD WORK
DETOUR|KEEP LEFT|SCHOOL|HOSPITAL|FIRE|WATER|STREET|AVENUE|PLAZA|CENTER|MARKET|SHOP|FASHION|COFFEE|BEER|FRESH|FOODS
BURGER|GRILL|SUSHI|BAKERY|FLOWERS|BOOKS|MUSIC|CINEMA|THEATRE|MUSEUM|GALLERY|Open 24h|Welcome|Bienvenue|Willkommen
Rue de|Straße|Via|Calle|St.|Rd.|Ave|km/h|Ltd|Since|Est.""".replace("\n", "|").split("|")
MONTHS = """Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Januar März Mai Juni Oktober Dezember janvier février août
mayo luglio""".split()
CALLS = ["{}({}, '{}')", "{} = [{}, {}]", '{} = {{{}: "{}"}}']
TIMES = [" x ", " X ", "x", " @ ", " "]
QUOTES = ["“”", "„“", "«»", "()", "''", '""', "‘’", "[]", "»«", "‚‘", "‹›"]
FILES = ["pdf", "png", "txt", "py", "cpp", "html", "jpg"]
ENDS = ["com", "org", "net", "de", "fr", "co.uk", "es", "it", "pl", "cz", "eu", "io", "com.my", "ch", "at", "nl", "se"]
PREFIXES = ["€", "$", "£", "RM", "RM ", "EUR ", "USD ", "CHF ", "$ ", "€ ", "Kč ", "kr ", "zł "]
SUFFIXES = [" €", "€", " EUR", " zł", " Kč", " kr", " CHF", "%", " %", " SR", "T", "A", " B", "-"]


def digits(random, least, most):
    return "".join(random.choice(DIGITS) for _ in range(random.randint(least, most)))


def amount(random):
    whole = str(int(10**random.uniform(0, random.choice([2, 3, 6]))))
    point, group = random.choice([(".", ","), (".", ""), (",", "."), (",", " "), (",", "")])
    if len(whole) > 3 and group:
        whole = whole[:-3] + group + whole[-3:]
    number = whole + random.choice([point + digits(random, 2, 2)] * 5 + ["", point + digits(random, 1, 3)])
    sign = random.choice(["", "", "", "", "-", "+"])
    return sign + (random.choice(PREFIXES) if random.random() < 0.25 else "") + number + \
        (random.choice(SUFFIXES) if random.random() < 0.25 else "")


def date(random):
    day, month, year = random.randint(1, 31), random.randint(1, 12), random.randint(1950, 2035)
    return random.choice([
        f"{day:02}/{month:02}/{year}", f"{day:02}.{month:02}.{year}", f"{day}.{month}.{year % 100:02}",
        f"{year}-{month:02}-{day:02}", f"{day:02}-{month:02}-{year % 100:02}", f"{day} {random.choice(MONTHS)} {year}",
        f"{random.choice(MONTHS)} {day}, {year}", f"{day:02}/{month:02}/{year % 100:02}",
        f"{day}. {random.choice(MONTHS)} {year}"
    ])


def clock(random):
    hour, minute, second = random.randint(0, 23), random.randint(0, 59), random.randint(0, 59)
    return random.choice([
        f"{hour:02}:{minute:02}", f"{hour:02}:{minute:02}:{second:02}",
        f"{hour % 12 + 1}:{minute:02} {random.choice(['AM', 'PM', 'am', 'p.m.'])}", f"{hour}.{minute:02}",
        f"{hour}h{minute:02}", f"{hour % 12 + 1}:{minute:02}{random.choice(['AM', 'PM'])}"
    ])


def code(random):
    """A serial number, a licence plate or the like: the pattern A is a letter, 0 a digit, X either."""
    pattern = random.choice([
        "AA-AA 000", "AAA 0000", "AA000AA", "000-AAA-00", "XXXXXXXXXX", "AAA-000000", "XXXX-XXXX-XXXX", "A00-0000",
        "0000000000000", "00000-0000", "AA00 0000 0000 0000 0000 00", "XX:XX:XX:XX", "A000000(A)",
        "0000 0000 0000 0000", "000.000.000-00", "AA 00 XXX", "#00000", "0X-XX/000", "000000", "****0000", "XXXXXX",
        "A-0000/00"
    ])
    made = "".join(
        random.choice(UPPER) if c == "A" else random.choice(DIGITS) if c ==
        "0" else random.choice(UPPER + DIGITS) if c == "X" else c for c in pattern)
    return made.lower() if random.random() < 0.1 else made


def phone(random):
    return random.choice([
        f"+{digits(random, 1, 2)} {digits(random, 2, 3)} {digits(random, 6, 8)}",
        f"({digits(random, 3, 3)}) {digits(random, 3, 3)}-{digits(random, 4, 4)}",
        f"0{digits(random, 2, 4)}/{digits(random, 5, 8)}", f"{digits(random, 2, 3)}-{digits(random, 7, 8)}",
        f"0{digits(random, 1, 1)} {' '.join(digits(random, 2, 2) for _ in range(4))}",
        f"TEL: {digits(random, 2, 3)}-{digits(random, 4, 4)} {digits(random, 4, 4)}",
        f"Tel.: 0{digits(random, 2, 4)} {digits(random, 3, 4)}-{digits(random, 1, 3)}"
    ])


def word(random, held):
    """A word in one of its cases."""
    made = random.choice(words(held)) if random.random() < 0.7 else random.choice(corpus(held)["words"]["english"])
    case = random.random()
    return made.upper() if case < 0.2 else made[0].upper() + made[1:] if case < 0.5 else made


def lower(random, held):
    return "".join(c for c in word(random, held).lower() if c.isalnum()) or "x"


def address(random, held):
    domain = f"{lower(random, held)}.{random.choice(ENDS)}"
    return random.choice([
        f"{lower(random, held)}@{domain}", f"www.{domain}", f"https://{domain}/{lower(random, held)}",
        f"http://www.{domain}", f"{lower(random, held)}.{lower(random, held)}@{domain}",
        f"https://www.{domain}/{random.choice('abcdep')}/{digits(random, 1, 5)}?id={digits(random, 1, 4)}",
        f"/{lower(random, held)}/{lower(random, held)}_{digits(random, 1, 3)}.{random.choice(FILES)}",
        f"C:\\{word(random, held)}\\{word(random, held)}.exe", f"@{lower(random, held)}", f"#{lower(random, held)}"
    ])


def street(random, held):
    name, number = word(random, held), digits(random, 1, 3)
    return random.choice([
        f"{number} {name} {random.choice(['Street', 'Road', 'Ave', 'Lane', 'St.', 'Blvd.'])}",
        f"{name}{random.choice(['straße', 'str.', 'weg', 'platz'])} {number}", f"{number}, rue de {name}",
        f"Via {name} {number}", f"Calle {name}, {number}", f"ul. {name} {number}", f"{digits(random, 5, 5)} {name}",
        f"{digits(random, 4, 4)} {name}",
        f"NO. {number}, JALAN {name.upper()} {digits(random, 1, 2)}/{digits(random, 1, 2)},",
        f"{name.upper()}, {word(random, held).upper()} {code(random)}",
        f"{digits(random, 5, 5)} {name.upper()}, {word(random, held).upper()}."
    ])


def prose(random, held):
    """A part of a running text."""
    sources = corpus(held)["sentences"]
    line = random.choice(sources[random.choice(list(sources))])
    parts = line.split(" ")
    start = random.randrange(len(parts))
    return " ".join(parts[start if random.random() < 0.7 else 0:][:random.choice([2, 4, 7, 11, 14])])


def sentence(random, held):
    """Words of one language, with punctuation between them."""
    language = random.choice(list(corpus(held)["words"].values()))
    parts = [random.choice(language) for _ in range(random.choice([1, 2, 3, 4, 6, 8]))]
    for at in range(len(parts)):
        if random.random() < 0.12:
            before, after = random.choice(QUOTES)
            parts[at] = before + parts[at] + after
        if random.random() < 0.2:
            parts[at] += random.choice(",,,,.;:!?…-%")
        if random.random() < 0.05:
            parts[at] += random.choice([" –", " —", " -", " &", " /", "'s", "’s", "®", "™", "*"])
    made = " ".join(parts)
    return made[0].upper() + made[1:] + random.choice(["", ".", "!", "?", ","]) if random.random() < 0.4 else made


def receipt(random, held):
    label, gap = random.choice(RECEIPT), " " * random.choice([1, 1, 2, 4, 8])
    number = lambda: random.choice([amount, amount, date, clock, code, phone])(random)  # noqa: E731
    made = random.choice([
        lambda: f"{label}{random.choice([':', ' :', '', ''])}{gap}{number()}", lambda: label, lambda: number(), lambda:
        f"{digits(random, 1, 2)}{random.choice(TIMES)}{word(random, held)}{gap}{amount(random)}",
        lambda: f"{word(random, held)} {word(random, held)}{gap}{amount(random)}",
        lambda: f"{date(random)}{gap}{clock(random)}", lambda: f"{random.choice(RECEIPT)} {random.choice(RECEIPT)}",
        lambda: f"{digits(random, 4, 13)}{gap}{word(random, held)}",
        lambda: f"{word(random, held)} {random.choice(['SDN BHD', 'LTD', 'GmbH', 'S.A.', 'Inc.', '& SONS', '& CO.'])}",
        lambda: street(random, held), lambda: f"({label} {amount(random)})",
        lambda: f"{amount(random)}{gap}{amount(random)}",
        lambda: f"{label}{gap}{random.randint(1, 99)}{gap}{amount(random)}",
        lambda: random.choice("*-=.#") * random.randint(1, 5) + f" {label} " + random.choice(["", "***", "--"])
    ])()
    return made.upper() if random.random() < 0.5 else made


def screen(random, held):
    return random.choice([
        lambda: random.choice(SCREEN), lambda: random.choice(SCREEN),
        lambda: f"{random.choice(SCREEN)} {word(random, held)}", lambda: address(random, held),
        lambda: " ".join(random.choice(CODE)
                         for _ in range(random.randint(1, 6))), lambda: f"{random.choice(SCREEN)}: {amount(random)}",
        lambda: f"{lower(random, held)}_{lower(random, held)}({lower(random, held)}, {digits(random, 1, 3)});",
        lambda: f"{date(random)} {clock(random)}",
        lambda: f"{random.choice(['Ctrl', 'Alt', 'Shift', 'Cmd'])}+{random.choice(UPPER)}",
        lambda: f"{digits(random, 1, 4)} {random.choice(['KB', 'MB', 'GB', 'px', 'ms', '%', 'kB/s', '°C'])}",
        lambda: random.choice(CALLS).format(*(lower(random, held) for _ in "abc")),
        lambda: sentence(random, held), lambda: prose(random, held)
    ])()


def outside(random, held):
    """What stands on signs and labels: mostly one or two words."""
    made = random.choice([
        lambda: random.choice(SIGNS_OUTSIDE), lambda: word(random, held), lambda: word(random, held),
        lambda: word(random, held), lambda: f"{word(random, held)} {word(random, held)}", lambda: digits(random, 1, 4),
        lambda: code(random), lambda: phone(random), lambda: amount(random),
        lambda: f"{random.choice(SIGNS_OUTSIDE)} {word(random, held)}"
    ])()
    return made.upper() if random.random() < 0.45 else made


def rare(random, _):
    """Characters of the whole alphabet at random, so that none is unknown."""
    pool = random.choice([SIGNS, RARE, PUNCTUATION, UPPER + DIGITS, DIGITS, string.ascii_letters, SIGNS])
    return " ".join("".join(random.choice(pool) for _ in range(random.randint(1, 7)))
                    for _ in range(random.randint(1, 4)))


def single(random, _):
    return random.choice(string.ascii_letters + DIGITS * 3 + SIGNS)


def short(random, held):
    return random.choice([
        lambda: digits(random, 1, 3), lambda: word(random, held)[:3], lambda: amount(random)[:4],
        lambda: random.choice(UPPER) + digits(random, 0, 2), lambda: random.choice(PUNCTUATION) + digits(random, 1, 2),
        lambda: digits(random, 1, 2) + random.choice(PUNCTUATION)
    ])()


def form(random, held):
    label = random.choice([
        "Name", "Vorname", "Datum", "Nr.", "Ort", "Straße", "PLZ", "Tel.", "E-Mail", "IBAN", "Betrag", "Nom", "Prénom",
        "Adresse", "Signature", "Date of birth", "Passport No.", "First name", "Apellidos", "Cognome", "Nazwisko",
        "Jméno", "Page", "Seite", "Art.-Nr.", "Kunden-Nr.", "Ref.", "Invoice"
    ])
    value = random.choice([
        lambda: word(random, held), lambda: date(random), lambda: code(random), lambda: phone(random),
        lambda: address(random, held), lambda: street(random, held), lambda: amount(random),
        lambda: f"{word(random, held)} {word(random, held)}"
    ])()
    return random.choice([
        f"{label}: {value}", f"{label} {value}", value, f"{random.randint(1, 30)}. {value}",
        f"{random.choice('abcd')}) {value}", f"• {value}", f"- {value}"
    ])


def draw(random, kinds, held=False):
    """A text of one of {generator: weight}."""
    made = random.choices(list(kinds), kinds.values())[0](random, held)
    return made.upper() if random.random() < 0.06 else made
