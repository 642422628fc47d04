"""What a path names: variables, people and what belongs to them, observations, words."""

from __future__ import annotations

from ulysse_game.compiler.expressions.meant import owners_of, without_word
from ulysse_game.compiler.expressions.pieces import Pieces
from ulysse_game.compiler.expressions.scope import Typed
from ulysse_game.compiler.expressions.tokens import Refused, Token
from ulysse_game.compiler.kinds import FLAG, NUMBER
from ulysse_game.compiler.price import price_of
from ulysse_game.story import (
    Bound,
    Call,
    Constant,
    Expression,
    Field,
    Not,
    Number,
    Read,
    Variable,
    Within,
)

SCENE_FUNCTIONS = ("visits", "seen", "taken", "heard")
GATHERS = ("count", "any", "first", "sum", "most")
PERSON_CONSTANTS = ("here", "f", "m")


class Names(Pieces):
    """Looks names up in the scope."""

    def _named(self) -> Typed:
        token = self.take()
        name = token.text
        if self.is_next("("):
            return self.call(token)
        if name in ("picked", "ending"):
            found = self._function_name(token)
            if found is not None:
                return found
        found = self._lookup(token)
        while self.accept("."):
            found = self._member(found, token)
        return found

    def _function_name(self, token: Token) -> Typed | None:
        if token.text == "picked":
            scene = self.scope.scene
            if scene not in self.declared.picks:
                raise self.refuse(
                    "picked-outside-a-pick",
                    "`picked` counts in a scene with `pick`; this has none.",
                    token,
                    "ask `taken(scene.choice)`, or keep count in a variable.",
                )
            return Typed(Call("picked", scene, ()), NUMBER)
        if not self.is_next("is"):
            return None
        self.take()
        negated = self.accept("not")
        which = self.wanted("an ending")
        if which.text not in self.declared.endings:
            raise self.refuse(
                "unknown-ending",
                f"there is no ending `{which.text}`.",
                which,
                self.declared.near(which.text, self.declared.endings),
            )
        self.name("ending", which.text, which)
        asked: Expression = Call("ending", which.text, ())
        return Typed(Not(asked) if negated else asked, FLAG)

    def _lookup(self, token: Token) -> Typed:
        name = token.text
        for bound, kind in reversed(self.scope.bound):
            if bound == name:
                return Typed(Bound(name), kind)
        declared = self.declared
        if self.scope.owner and f"{self.scope.owner}.{name}" in declared.variables:
            self.name("variable", f"{self.scope.owner}.{name}", token)
            return self._read(declared.variables[f"{self.scope.owner}.{name}"], token)
        if name in declared.observations:
            self.name("observation", name, token)
            return Typed(declared.observation(name), declared.observation_kind._replace(name=name))
        if name in declared.variables:
            self.name("variable", name, token)
            return self._read(declared.variables[name], token)
        if name in declared.people or name == "nobody":
            self.name("person", name, token)
            return Typed(declared.person(name), declared.person_kind._replace(name=name))
        if name in declared.defined:
            self.name("define", name, token)
            return self.defined(declared.defined[name], None, token)
        if name in ("people", "observations") or name in declared.groups:
            raise self.refuse(
                "set-is-no-value",
                f"`{name}` is a set.",
                token,
                f"walk it: `any(p in {name} if p.here)`.",
            )
        raise self._unknown_name(token)

    def _unknown_name(self, token: Token) -> Refused:
        names = [*self.declared.all_names(), *(bound for bound, _ in self.scope.bound)]
        help = without_word(token.text, self.source[token.at + len(token.text) :].lstrip(" "))
        help = help or owners_of(token.text, self.scope) or self._near(token.text, names)
        if token.text in (*GATHERS, "max", "min", *SCENE_FUNCTIONS, "words"):
            help = f"`{token.text}` takes brackets: `{token.text}(…)`."
        return self.refuse("unknown-name", f"nothing is called `{token.text}`.", token, help)

    def _near(self, word: str, names: list[str]) -> str:
        """The nearest name; of the person's own first, and else what the loop calls its item."""
        if self.scope.owner:
            own = self.declared.near(word, self.declared.person_stats)
            if own:
                return own
        near = self.declared.near(word, names)
        if not near and self.scope.bound:
            bound = " or ".join(f"`{name}`" for name, _ in self.scope.bound)
            return f"the item of the loop is called {bound}."
        return near

    def _read(self, variable: Variable, token: Token) -> Typed:
        kind, _, where = variable.scope.partition(":")
        here = {
            "": True,
            "chapter": where == self.scope.chapter,
            "scene": where == self.scope.scene,
        }
        if not here[kind] and self.scope.scene != "*":
            raise self.refuse(
                "out-of-scope",
                f"`{variable.name}` lives only in {kind} `{where}`.",
                token,
                "declare it in `world/variables.yaml` if more of the story needs it.",
            )
        return Typed(Read(variable.name), self.declared.kind_of(variable))

    def _member(self, of: Typed, first: Token) -> Typed:
        token = self.take()
        name = token.text
        if token.kind != "name":
            raise self.refuse("unexpected-word", "a name is wanted after the dot.", token)
        if of.kind.kind == "observation":
            return self._of_observation(of, token)
        if of.kind.kind == "person":
            return self._of_person(of, token)
        if of.kind.word and name in ("f", "m"):
            return self._gender_of_word(of, name)
        raise self.refuse("unknown-name", f"`{first.text}` has no `{name}`.", token)

    def _of_observation(self, of: Typed, token: Token) -> Typed:
        if token.text in ("of", "to"):
            return Typed(Field(of.tree, token.text), self.declared.person_kind)
        raise self.refuse(
            "unknown-name",
            f"an observation has no `{token.text}` to ask.",
            token,
            self.declared.near(token.text, ("of", "to")),
        )

    def _of_person(self, of: Typed, token: Token) -> Typed:
        name, tree, declared = token.text, of.tree, self.declared
        if name == "here":
            if isinstance(tree, Constant):
                return Typed(Call("here", "", (tree,)), FLAG)
            return Typed(Field(tree, "here"), FLAG)
        if name in PERSON_CONSTANTS:
            return Typed(Field(tree, name), FLAG)
        if name == "vowel":
            language = self.scope.language or "en"
            return Typed(Field(tree, f"vowel:{language}"), FLAG)
        if isinstance(tree, Constant):
            full = f"{tree.value}.{name}"
            if full in declared.variables:
                self.name("variable", full, token)
                return self._read(declared.variables[full], token)
        stat = declared.person_stats.get(name)
        if stat is None or isinstance(tree, Constant):
            who = of.kind.name or "a person"
            names = [*declared.person_stats, *PERSON_CONSTANTS]
            if isinstance(tree, Constant):
                own = f"{tree.value}."
                names += [n.removeprefix(own) for n in declared.variables if n.startswith(own)]
            near = "" if name in names else self.declared.near(name, names)  # nobody has none
            if name in declared.variables and name not in names:
                near = f"it belongs to nobody: write `{name}`."
            raise self.refuse("unknown-name", f"{who} has no `{name}`.", token, near)
        self.name("variable", f"*.{name}", token)
        kind = self._read(stat, token).kind
        found = Field(tree, name)
        if not isinstance(tree, Bound):
            self.pay(price_of(found, len(declared.people)), token)
        return Typed(found, kind)

    def _gender_of_word(self, of: Typed, name: str) -> Typed:
        genders = self.declared.word_genders.get(self.scope.language, {})
        matching = tuple(
            Constant("word", value, n)
            for n, value in enumerate(of.kind.values)
            if genders.get((of.kind.word, value)) == name
        )
        return Typed(Within(of.tree, matching) if matching else Number(0), FLAG)
