#!/usr/bin/env python3
"""Writes the manual's pages: adain(1) and one for each command from what the program says of itself, adain(3)
from adain.h and the library's table of options. Nothing of them is written by hand.

    manual.py PROGRAM LIBRARY INCLUDE FOLDER

The pages go to FOLDER/man1 and FOLDER/man3.
"""

import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def plain(text):
    """A text in which troff sees no commands."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def bold(text):
    return f"\\fB{plain(text)}\\fR"


def italic(text):
    return f"\\fI{plain(text)}\\fR"


def heading(name, section, version):
    return f'.TH {plain(name).upper()} {section} "" "adain {version}"\n'


def code(text):
    return f".PP\n.nf\n{plain(text.rstrip())}\n.fi\n"


# The commands


def label(argument):
    """How an argument is written: "-o, --output <file>"."""
    if argument["kind"] == "positional":
        return italic(argument["valueName"])
    names = sorted(argument["names"], key=lambda name: name["kind"] == "long")
    written = ", ".join(bold(("--" if n["kind"] == "long" else "-") + n["name"]) for n in names)
    return written + (f" {italic(argument['valueName'])}" if argument["kind"] == "option" else "")


def words(argument):
    """What an argument means, with its values and its default."""
    more = []
    if "allValues" in argument:
        more.append("values: " + ", ".join(argument["allValues"]))
    if "defaultValue" in argument:
        more.append("default: " + argument["defaultValue"])
    return plain(argument.get("abstract", "") + (f" ({'; '.join(more)})" if more else ""))


def synopsis(path, command):
    parts = [bold(" ".join(path))]
    if command.get("subcommands"):
        parts.append(italic("command"))
    for argument in command.get("arguments", []):
        if argument["isOptional"] or not argument["shouldDisplay"]:
            continue
        dots = " ..." if argument["isRepeating"] else ""
        one_name = {"names": [argument["preferredName"]]} if "names" in argument else {}
        parts.append(label({**argument, **one_name}) + dots)
    if any(a["isOptional"] for a in command.get("arguments", [])):
        parts.append("[" + italic("option") + " ...]")
    return " ".join(parts) + "\n"


def discussion(text):
    """Its paragraphs; those that are calls of the program stay as they are."""
    out = ""
    for paragraph in text.split("\n\n"):
        lines = paragraph.split("\n")
        if all(line.startswith("adain ") for line in lines):
            out += code(paragraph)
        else:
            out += ".PP\n" + plain(" ".join(lines)) + "\n"
    return out


def sections(command):
    """Arguments and options under the titles that the program's help has."""
    titles = {}
    for argument in command.get("arguments", []):
        if argument["shouldDisplay"]:
            kind = "Arguments" if argument["kind"] == "positional" else "Options"
            titles.setdefault(argument.get("sectionTitle", kind), []).append(argument)
    out = ""
    for title, arguments in titles.items():
        out += f".SH {plain(title).upper()}\n"
        out += "".join(f".TP\n{label(argument)}\n{words(argument)}\n" for argument in arguments)
    return out


def command_page(path, command, version):
    name = "-".join(path)
    out = heading(name, 1, version)
    out += f".SH NAME\n{plain(name)} \\- {plain(command['abstract'].rstrip('.'))}\n"
    out += f".SH SYNOPSIS\n{synopsis(path, command)}"
    if command.get("discussion"):
        out += f".SH DESCRIPTION\n{discussion(command['discussion'])}"
    out += sections(command)
    below = [c for c in command.get("subcommands", []) if c["shouldDisplay"] and c["commandName"] != "help"]
    if below:
        out += ".SH COMMANDS\n"
        for child in below:
            page = plain("-".join([*path, child["commandName"]]))
            out += f".TP\n.BR {page} (1)\n{plain(child.get('abstract', ''))}\n"
    above = "-".join(path[:-1])
    also = f".BR {plain(above)} (1)" if above else ".BR adain (3)"
    return out + f".SH SEE ALSO\n{also}\n", below


def command_pages(program, version, folder):
    tool = json.loads(subprocess.check_output([program, "--experimental-dump-help"]))
    waiting = [(["adain"], tool["command"])]
    while waiting:
        path, command = waiting.pop()
        page, below = command_page(path, command, version)
        write(folder, "-".join(path), 1, page)
        waiting += [([*path, child["commandName"]], child) for child in below]


# The library


def option_rows(library):
    """The table of options as the library has it, read as other programs would read it."""
    os.environ["LIBADAIN"] = os.path.abspath(library)
    sys.dont_write_bytecode = True
    sys.path.insert(0, os.path.join(HERE, "..", "docs", "examples"))
    import adain

    out = ""
    for option in adain.options(adain.load()):
        about = option.text.decode()
        if option.kind == adain.TEXT:
            default, values = option.default_text.decode(), ""
        elif option.kind == adain.CHOICE:
            choices = {option.choices[i].value: option.choices[i] for i in range(option.choice_count)}
            default = choices[int(option.default_number)].name.decode()
            values = "; ".join(f"{c.name.decode()}: {c.text.decode()}" for c in choices.values())
        else:
            default = f"{option.default_number:g}"
            values = f"{option.least:g} to {option.most:.15g} {option.unit.decode()}".strip()
        more = [f"default: {default}"] if default else []
        about += f" ({'; '.join(more + ([values] if values else []))})" if more or values else ""
        out += f".TP\n{bold(option.name.decode())}\n{plain(about)}\n"
    return out


def comment_text(comment):
    lines = comment.strip()[2:-2].split("\n")
    return "\n".join(re.sub(r"^ \* ?", "", line).strip() for line in lines)


def declarations(header):
    """The header between its guards, as pairs of a comment's text and the declarations below it."""
    body = re.search(r'extern "C" \{\n#endif\n(.*)\n#ifdef __cplusplus', header, re.DOTALL)[1]
    for block in re.split(r"\n\n(?=\S)", body.strip()):
        pieces = re.split(r"(^/\*.*?\*/$)", block, flags=re.DOTALL | re.MULTILINE)
        text = ""
        for piece in pieces:
            if piece.startswith("/*"):
                text = comment_text(piece)
            elif piece.strip():
                yield text, piece.strip("\n")
                text = ""


def library_page(library, include, version):
    with open(os.path.join(include, "adain.h"), encoding="utf-8") as file:
        header = file.read()
    about = comment_text(re.match(r"/\*.*?\*/", header, re.DOTALL)[0])
    out = heading("adain", 3, version)
    out += ".SH NAME\nadain \\- style transfer with adaptive instance normalisation\n"
    call = plain("cc program.c $(pkg-config --cflags --libs adain)")
    out += f".SH SYNOPSIS\n.B #include <adain.h>\n.PP\n{call}\n"
    about = about.split(": ", 1)[1]
    out += ".SH DESCRIPTION\n" + discussion(about[0].upper() + about[1:])
    out += ".SH INTERFACE\n"
    for text, declaration in declarations(header):
        out += code(declaration) + (f".PP\n{plain(text)}\n" if text else "")
    out += f".SH OPTIONS\n{option_rows(library)}"
    return out + ".SH SEE ALSO\n.BR adain (1)\n"


def write(folder, name, section, page):
    os.makedirs(os.path.join(folder, f"man{section}"), exist_ok=True)
    with open(os.path.join(folder, f"man{section}", f"{name}.{section}"), "w", encoding="utf-8") as file:
        file.write(page)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__.strip())
    program, library, include, folder = sys.argv[1:]
    version = subprocess.check_output([program, "--version"], text=True).split()[-1]
    command_pages(program, version, folder)
    write(folder, "adain", 3, library_page(library, include, version))


main()
