// The peer: inkjs on the same story. Prints one line of JSON; times are in milliseconds.
//
//   node peer.mjs compile HOME STORY.ink STORY.json        {"ms", "bytes"}
//   node peer.mjs load    HOME STORY.json                  {"ms", "read_ms", "choices"}
//   node peer.mjs text    HOME STORY.json CHOICES SEED     {"per_second"}
//   node peer.mjs silent  HOME STORY.json CHOICES SEED     {"per_second"}
//   node peer.mjs read    HOME STORY.json CHOICES SEED     {"words", "digest"}
//   node peer.mjs wander  HOME STORY.json RUNS LONGEST SEED    {"per_second"}
//   node peer.mjs explore HOME STORY.json STATES           {"per_second", "states", "levels", …}
//
// HOME is the folder inkjs is installed under. Each measure runs once: the caller repeats them in
// fresh processes, ours and the peer's in turn.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const [measure, home, ...rest] = process.argv.slice(2);
const ink = createRequire(resolve(home, 'package.json'))('inkjs/full');
const WARM_UP = 20_000;

// inkjs is one line of code: the usual report of an exception would quote all of it.
process.on('uncaughtException', (error) => {
  console.error(`peer: ${error.message}`);
  process.exit(1);
});

const measures = {
  compile,
  load,
  read,
  text: (...asked) => speed(page, ...asked),
  silent: (...asked) => speed(skip, ...asked),
  wander,
  explore,
};
console.log(JSON.stringify(measures[measure](...rest)));

/** From the ink file on disk to its JSON; writing that is not counted. */
function compile(source, target) {
  const started = performance.now();
  const complaints = [];
  const options = new ink.CompilerOptions(null, [], false, (message) => complaints.push(message));
  const json = new ink.Compiler(readFileSync(source, 'utf8'), options).Compile().ToJson();
  const ms = performance.now() - started;
  if (complaints.length) throw new Error(complaints.slice(0, 5).join('\n'));
  writeFileSync(target, json);
  return { ms, bytes: json.length };
}

/** From the JSON on disk to the text and choices of the first page. */
function load(file) {
  const started = performance.now();
  const json = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const read = performance.now();
  const story = new ink.Story(json);
  story.ContinueMaximally();
  const choices = story.currentChoices.map((choice) => choice.text);
  return { ms: performance.now() - started, read_ms: read - started, choices };
}

/** Choices per second in random play, after a warm-up: with each page read, or skipped. */
function speed(turn, file, choices, seed) {
  const story = opened(file);
  const pick = chance(Number(seed));
  walk(story, WARM_UP, pick, turn);
  const started = performance.now();
  walk(story, Number(choices), pick, turn);
  return { per_second: (1000 * choices) / (performance.now() - started) };
}

/** What is read on the way, as a count of words and a digest of them: for comparing with ours. */
function read(file, choices, seed) {
  const hash = createHash('sha256');
  let words = 0;
  walk(opened(file), Number(choices), chance(Number(seed)), (story) => {
    for (const word of page(story).split(/\s+/).filter(Boolean)) {
      hash.update(word + '\n');
      words += 1;
    }
  });
  return { words, digest: hash.digest('hex') };
}

/** Choices per second of a random tester: whole runs from the beginning, each page read. */
function wander(file, runs, longest, seed) {
  const story = opened(file);
  const pick = chance(Number(seed));
  let choices = 0;
  const run = () => {
    story.ResetState();
    for (let made = 0; made < longest; made += 1) {
      page(story);
      const open = story.currentChoices.length;
      if (open === 0) return;
      story.ChooseChoiceIndex(pick(open));
      choices += 1;
    }
  };
  while (choices < WARM_UP) run();
  choices = 0;
  const started = performance.now();
  for (let number = 0; number < runs; number += 1) run();
  return { per_second: (1000 * choices) / (performance.now() - started) };
}

/**
 * States found per second, breadth-first with a set of those seen: nothing is read, each state is
 * kept as inkjs saves it and loaded anew for each of its choices, for want of any other way back.
 * A state is known again by its choices and its variables, which is cheaper than by its JSON.
 * `levels` says how many new states each distance has: our own search must find the same.
 */
function explore(file, wanted) {
  const story = opened(file);
  const globals = story.variablesState._globalVariables;
  const key = () => {
    let found = story.currentChoices[0]?.sourcePath ?? '';
    for (const value of globals.values()) found += '|' + value.value;
    return found;
  };
  const started = performance.now();
  skip(story);
  const seen = new Set([key()]);
  let level = [story.state.ToJson()];
  const levels = [1];
  let steps = 0;
  let bytes = level[0].length;
  while (level.length && seen.size < wanted) {
    const next = [];
    for (const saved of level) {
      story.state.LoadJson(saved);
      const open = story.currentChoices.length;
      for (let choice = 0; choice < open; choice += 1) {
        if (choice) story.state.LoadJson(saved);
        story.ChooseChoiceIndex(choice);
        skip(story);
        steps += 1;
        const found = key();
        if (seen.has(found)) continue;
        seen.add(found);
        const kept = story.state.ToJson();
        bytes += kept.length;
        next.push(kept);
      }
    }
    levels.push(next.length);
    level = next;
  }
  const ms = performance.now() - started;
  const states = seen.size;
  return { per_second: (1000 * states) / ms, states, steps, levels, bytes: bytes / states };
}

function opened(file) {
  return new ink.Story(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
}

/** Makes so many choices; each page goes through `turn` before one of its choices is made. */
function walk(story, choices, pick, turn) {
  for (let made = 0; made < choices; made += 1) {
    turn(story);
    const open = story.currentChoices.length;
    if (open === 0) throw new Error(`the story ended after ${made} choices`);
    story.ChooseChoiceIndex(pick(open));
  }
}

/** The page as a player reads it: its text, then the labels of its choices. */
function page(story) {
  let text = story.ContinueMaximally();
  for (const choice of story.currentChoices) text += choice.text + '\n';
  return text;
}

/** The same without reading: the nearest inkjs has to "no text"; it still assembles the lines. */
function skip(story) {
  while (story.canContinue) story.ContinueAsync(0);
}

/** Numbers from nought to below n: a linear congruence, the same in `ours.py`. */
function chance(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) % n;
  };
}
