"""The words of the page without network, in two languages. Two texts in a row are for one and for more."""

from collections.abc import Mapping

from waarborg.core.terms.text import Text

Word = Text | tuple[Text, Text]

#: By the name under which the scripts of the page ask for them.
WORDS: Mapping[str, Word] = {
    "about_algorithm": Text("Algoritme", "Algorithm"),
    "about_back": Text("Breng het bestand terug op", "Bring the file back at"),
    "about_form": Text("Formulier", "Form"),
    "about_made": Text("Bestand", "File"),
    "about_until": Text("Breng het terug vóór of op", "Bring it back on or before"),
    "add_one": Text("Voeg toe: {one}", "Add: {one}"),
    "add_row": Text("Voeg een regel toe", "Add a row"),
    "answered_of": Text("{answered} van {asked}", "{answered} of {asked}"),
    "back": Text("Terug", "Back"),
    "begin": Text("Begin met het eerste deel", "Begin with the first part"),
    "beyond": Text(
        "Of deze vraag wordt gesteld, is zonder netwerk niet te zeggen. Beantwoord haar als u kunt.",
        "Whether this question is asked cannot be told without network. Answer it if you can.",
    ),
    "bring_back": Text(
        "Sla uw werk op als bestand en breng dat terug in Waarborg. Daar ziet u eerst wat er verandert. Er wordt niets "
        "vanzelf verstuurd.",
        "Save your work as a file and bring it back to Waarborg. There you first see what changes. Nothing is sent by "
        "itself.",
    ),
    "declined": Text("Weet ik niet", "I do not know"),
    "depends_on": Text("Dat hangt af van:", "That depends on:"),
    "drawer_newer": Text(
        "U ziet werk van {day}, {time}, dat in deze browser was bewaard en nog niet in dit bestand staat.",
        "You see work of {day}, {time}, which was kept in this browser and does not stand in this file yet.",
    ),
    "drawer_older": Text(
        "In deze browser is ander werk bewaard, van {day}, {time}. U ziet nu wat in het bestand staat.",
        "Other work is kept in this browser, of {day}, {time}. You now see what stands in the file.",
    ),
    "earlier": (
        Text("{count} eerder antwoord om ernaast te lezen", "{count} earlier answer to read beside this"),
        Text("{count} eerdere antwoorden om ernaast te lezen", "{count} earlier answers to read beside this"),
    ),
    "elsewhere": Text("opent een andere bladzijde, met netwerk", "opens another page, with network"),
    "emptied": Text(
        "Het werk is uit deze browser gewist. Wat u in een bestand hebt opgeslagen, blijft.",
        "The work was removed from this browser. What you saved as a file stays.",
    ),
    "empty_cell": Text("“{label}” is leeg.", "“{label}” is empty."),
    "empty_drawer": Text("Wis dit werk uit de browser", "Remove this work from the browser"),
    "example": Text("Voorbeeld", "Example"),
    "file_there": Text(
        "Hier staat het bestand “{title}”. Zonder netwerk kunt u geen bestand kiezen; dit blijft zo.",
        "The file “{title}” stands here. Without network you cannot choose a file; this stays as it is.",
    ),
    "gone_row": Text("een rij die is weggehaald", "a row that was taken away"),
    "holds_data": Text(
        "Dit bestand bevat antwoorden en feiten uit Waarborg. Ga ermee om als met de toets zelf: bewaar het op een "
        "veilige plek, stuur het niet zomaar rond, en gooi het weg als het terug is.",
        "This file holds answers and facts of Waarborg. Treat it like the assessment itself: keep it in a safe place, "
        "do not send it around, and delete it once it is back.",
    ),
    "how": Text("Hoe dit werkt", "How this works"),
    "how_it_works": Text(
        "- Kies links een deel en beantwoord de vragen. Wat van uw antwoorden afhangt, verschijnt vanzelf.\n"
        "- Uw werk wordt in deze browser bewaard als die dat toelaat. Werkt u op een computer van iemand anders, wis "
        "het dan na afloop.\n"
        "- Opmerkingen, bestanden, uitkomsten, advies en handtekeningen staan alleen in Waarborg.\n"
        "- Anderen kunnen intussen in Waarborg verder werken. Antwoordde daar iemand anders, dan kiest u bij het "
        "terugbrengen.",
        "- Choose a part and answer the questions. What depends on your answers appears by itself.\n"
        "- Your work is kept in this browser if that allows it. On somebody else’s computer, remove it when you are "
        "done.\n"
        "- Remarks, files, outcomes, advice and signatures are in Waarborg only.\n"
        "- Others may work on in Waarborg meanwhile. If somebody else answered there, you choose when you bring it "
        "back.",
    ),
    "in_row": Text("Regel {number}: {fault}", "Row {number}: {fault}"),
    "judgement": Text(
        "Uw eigen oordeel: hier wordt niets ingevuld.", "Your own judgement: nothing is filled in here."
    ),
    "kept": Text("Bewaard in deze browser om {time}", "Kept in this browser at {time}"),
    "later": Text("later", "later"),
    "line": Text("Opgehaald door {who} op {day}", "Downloaded by {who} on {day}"),
    "list_help": Text("Schrijf elk punt op een eigen regel.", "Write each point on a line of its own."),
    "markup_help": Text(
        "Een lege regel begint een nieuwe alinea, een streepje vooraan maakt een lijst.",
        "A blank line starts a new paragraph, a dash in front makes a list.",
    ),
    "may_come": (
        Text("Hier komt misschien nog {count} vraag", "{count} question may still come here"),
        Text("Hier komen misschien nog {count} vragen", "{count} questions may still come here"),
    ),
    "next": Text("Verder", "Next"),
    "no_choices": Text(
        "De keuzes zijn rijen die er nog niet zijn. Voeg ze toe bij:",
        "The choices are rows that are not there yet. Add them at:",
    ),
    "no_files": Text(
        "Een bestand kiezen kan alleen in Waarborg. Sla deze vraag nu over.",
        "A file can only be chosen in Waarborg. Skip this question for now.",
    ),
    "no_money": Text(
        "Dit is geen bedrag in euro. Schrijf een bedrag, zoals 1250.50.",
        "This is no amount in euro. Write an amount, such as 1250.50.",
    ),
    "no_number": Text(
        "Dit is geen getal. Schrijf een getal, zoals 12 of 12,5.",
        "This is no number. Write a number, such as 12 or 12.5.",
    ),
    "not_answered": Text("Nog niet beantwoord", "Not answered yet"),
    "not_kept": Text(
        "Deze browser kan uw werk niet bewaren. Sla het op als bestand voordat u de bladzijde sluit.",
        "This browser cannot keep your work. Save it as a file before you close the page.",
    ),
    "not_right": Text("Klopt niet:", "Not right:"),
    "nothing_required": Text("niets verplicht", "nothing required"),
    "offer_changed": Text(
        "Waar dit vandaan komt, {source}, staat iets anders:",
        "Where this was taken from, {source}, something else stands:",
    ),
    "offer_different": Text("Dit verschilt van {source}:", "This differs from {source}:"),
    "offer_new": Text("Al bekend, uit {source}:", "Known already, from {source}:"),
    "old": Text(
        "Dit bestand was bedoeld om vóór of op {day} terug te brengen. U kunt verder, maar in Waarborg kan intussen "
        "veel zijn veranderd.",
        "This file was meant to be brought back on or before {day}. You can go on, but much may have changed in "
        "Waarborg meanwhile.",
    ),
    "optional": Text("niet verplicht", "optional"),
    "overview": Text("Over dit bestand", "About this file"),
    "part_not_asked": Text(
        "Dit deel wordt niet gevraagd, door wat er nu is geantwoord.",
        "This part is not asked, because of what is answered now.",
    ),
    "parts": Text("Delen", "Parts"),
    "put_back": Text("Zet terug", "Put back"),
    "remove_row": Text("Haal deze regel weg", "Remove this row"),
    "required": Text("verplicht", "required"),
    "row_added": Text("De rij is toegevoegd.", "The row was added."),
    "row_of": Text("{label}, regel {number}", "{label}, row {number}"),
    "row_removed": Text(
        "Weggehaald: {title}. U kunt de rij nog terugzetten.", "Taken away: {title}. You can still put it back."
    ),
    "save_file": Text("Sla op als bestand", "Save as file"),
    "save_json": Text("Alleen de antwoorden (JSON)", "Only the answers (JSON)"),
    "saved": Text(
        "Om {time} als bestand opgeslagen. Kijk of het bij uw downloads staat.",
        "Saved as a file at {time}. See that it stands among your downloads.",
    ),
    "skip": Text("Naar de inhoud", "To the content"),
    "sources": Text("Bronnen:", "Sources:"),
    "stands_alone": Text(
        "“{label}” kan niet naast een ander antwoord staan.", "“{label}” cannot stand beside another answer."
    ),
    "switched": Text("U ziet nu het andere werk.", "You now see the other work."),
    "take": Text("Neem over", "Take this over"),
    "take_away": Text("Haal weg", "Take away"),
    "taken": Text("Overgenomen.", "Taken over."),
    "taken_from": Text("Overgenomen uit {source}.", "Taken from {source}."),
    "too_long": Text("Het antwoord is langer dan {most} tekens.", "The answer is longer than {most} characters."),
    "too_many_rows": Text("Er zijn meer dan {most} regels.", "There are more than {most} rows."),
    "unit_help": Text("In {unit}.", "In {unit}."),
    "use_drawer": Text("Gebruik het werk uit de browser", "Use the work of the browser"),
    "use_file": Text("Terug naar wat in het bestand staat", "Back to what stands in the file"),
    "version": Text("versie {version}", "version {version}"),
    "yes": Text("Ja", "Yes"),
    "no": Text("Nee", "No"),
}  # fmt: skip
#: What stands in place of the page where scripts do not run.
NO_SCRIPT = Text(
    "Dit formulier heeft JavaScript nodig. Open het in een gewone browser, of vul de toets in Waarborg in.",
    "This form needs JavaScript. Open it in an ordinary browser, or fill in the assessment in Waarborg.",
)


def list_words(language: str) -> dict[str, object]:
    """Return the words in one language, by name: a text, or two for one and for more."""
    return {
        name: [one.in_language(language) for one in word] if isinstance(word, tuple) else word.in_language(language)
        for name, word in WORDS.items()
    }  # fmt: skip
