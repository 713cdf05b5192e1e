"""Checks commit messages: message.py FILE (as git's hook commit-msg calls it), or message.py --range
REVISIONS.

A subject says in the imperative, in up to 72 characters, what the commit does; after an empty line a body
says why. Whether a subject is in the imperative a machine can only guess from its first word. Merges and
fixups are left out.
"""

import re
import subprocess
import sys

import places

SUBJECT = 72
# Words that look like the past, the third person or a gerund and are imperatives.
IMPERATIVES = set("""
    access address assess bless bring bypass compress cross discuss dismiss embed exceed express feed focus
    harness need pass press process proceed progress seed shed speed string stress succeed suppress toss
    """.split())
# First words that are none, whatever their form.
OTHERS = set("""
    a an the this that these those all no not some one each every it its in on at for from of with without
    and or but when where what how why more less new fix:
    """.split())


def imperative(word):
    """Whether a subject's first word may be one."""
    word = word.lower()
    if word in IMPERATIVES:
        return True
    return word not in OTHERS and not re.search(r"(ed|ing|[^su]s)$", word)


def faults(message):
    """What is wrong with a message, as texts."""
    message = re.split(r"(?m)^# -+ >8 -+$", message)[0]  # what `git commit -v` shows below is no message
    lines = re.sub(r"(?m)^#.*\n?", "", message).strip("\n").split("\n")
    subject = lines[0]
    if re.match(r"(Merge|Revert|fixup!|squash!|amend!) ?", subject):
        return
    if len(subject) > SUBJECT:
        yield f"the subject has {len(subject)} characters; {SUBJECT} are the most"
    if subject.endswith("."):
        yield "the subject ends with a full stop"
    words = subject.split()
    if not words:
        yield "there is no subject"
        return
    if not words[0][0].isupper():
        yield "the subject does not begin with a capital letter"
    if not imperative(words[0].rstrip(",;")):
        yield f"the subject does not begin with an imperative: “{words[0]}”"
    if len(lines) > 1 and lines[1].strip():
        yield "the line after the subject is not empty"
    body = [line for line in lines[1:] if line.strip() and not re.match(r"[A-Z][\w-]+-[Bb]y: ", line)]
    if not body:
        yield "there is no body that says why"
    for line in lines:
        if place := places.named(line):
            yield f"it {place}"


def messages(arguments):
    """(what it is called, message) of each."""
    if arguments[0] != "--range":
        with open(arguments[0], encoding="utf-8") as file:
            yield "the message", file.read()
        return
    command = ["git", "log", "--no-merges", "--format=%h%x00%B%x01", arguments[1]]
    log = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for entry in filter(str.strip, log.split("\x01")):
        name, message = entry.strip("\n").split("\0")
        yield name, message


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: message.py FILE | --range REVISIONS")
    found = [f"{name}: {fault}" for name, message in messages(sys.argv[1:]) for fault in faults(message)]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
