#!/usr/bin/env node
// The builder's commands are judged by the server: the property test of the commands runs its random sequences and writes
// every document that came about; the schema crate, reading as the server reads a draft, must refuse none of them. What
// an unfinished form may lack is listed here; any other error is a command that spoiled a document.
// Needs no network: cargo's and npm's packages must be installed already.
//
//   node scripts/drafts.mjs      ends with 1 when a document is refused
//
// MADOGUCHI_COMMAND_SEQUENCES: how many sequences (default 1000)
// MADOGUCHI_COMMAND_SEED: other sequences than those of every day
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sequences = Number(process.env.MADOGUCHI_COMMAND_SEQUENCES ?? "1000");
const SHOWN_REFUSALS = 5;

// What a person has not decided yet, or decided so that it cannot work. The form is read, and the builder says so.
const UNFINISHED = new Map([
  ["noPages", "every page was removed"],
  ["emptyPage", "a page without blocks"],
  ["noFields", "no question yet"],
  ["noTitle", "a form's title of blanks"],
  ["noLabel", "a field's title of blanks"],
  ["choiceTitle", "a choice's title of blanks"],
  ["missingKeyword", "a page's title of blanks"],
  ["myNumber", "the legal ground is not written yet"],
  ["calculation", "a formula about a field that was removed"],
  ["calculationType", "a formula for a kind that is not calculated"],
  ["calculationCost", "a formula over more rows than it may take time for"],
  ["receiptMailKind", "the receipt goes to what is no mail address"],
  ["onePerKind", "once for each of what is no key"],
  ["declaredKind", "the receipt opens with what nobody knows by heart"],
  ["cycle", "a field that is asked about itself"],
]);
const isUnfinished = ({ code, at, params }) =>
  UNFINISHED.has(code) &&
  (code !== "missingKeyword" ||
    (params.name === "title" && at.startsWith("/x-pages/")));

// These the judge must refuse, or it judges nothing.
const REFUSED = [
  ["unreadable", '{"title":"a","title":"b"}'],
  ["notAnObject", "[]"],
  ["shape", '{"title":"a","properties":{},"x-pages":"one"}'],
  [
    "unknownField",
    '{"title":"a","properties":{},"x-pages":[{"id":"a","title":"a","blocks":[{"field":"ghost"}]}]}',
  ],
];

function ended(child, name) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`${name} ended with ${code ?? signal}`)),
    );
  });
}

async function writeDocuments(file) {
  const tests = spawn(
    "npx",
    ["vitest", "run", "src/builder/commands/random.test.ts"],
    {
      cwd: path.join(root, "admin-ui"),
      env: {
        ...process.env,
        MADOGUCHI_COMMAND_DOCUMENTS: file,
        MADOGUCHI_COMMAND_SEQUENCES: String(sequences),
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  await ended(tests, "the property test of the commands");
}

async function judge(file) {
  const cargo = spawn(
    "cargo",
    [
      "run",
      "--quiet",
      "--locked",
      "-p",
      "madoguchi-schema",
      "--example",
      "drafts",
    ],
    { cwd: root, stdio: ["pipe", "pipe", "inherit"] },
  );
  const end = ended(cargo, "the engine's example");
  cargo.stdin.on("error", () => {
    // The end of the process says why.
  });
  createReadStream(file).pipe(cargo.stdin);
  const verdicts = [];
  for await (const line of createInterface({ input: cargo.stdout })) {
    verdicts.push(JSON.parse(line));
  }
  await end;
  return verdicts;
}

const folder = await mkdtemp(path.join(tmpdir(), "madoguchi-drafts-"));
try {
  const file = path.join(folder, "documents.jsonl");
  await writeDocuments(file);
  await appendFile(file, REFUSED.map(([, text]) => `${text}\n`).join(""));
  const documents = (await readFile(file, "utf8")).trimEnd().split("\n");
  const verdicts = await judge(file);
  const own = verdicts.slice(0, -REFUSED.length);
  const refused = own.flatMap((errors, index) => {
    const spoiled = errors.filter((error) => !isUnfinished(error));
    return spoiled.length > 0 ? [{ spoiled, index }] : [];
  });
  const failures = [
    verdicts.length !== documents.length &&
      `${documents.length} documents, ${verdicts.length} verdicts`,
    own.length < sequences &&
      `only ${own.length} documents came about in ${sequences} sequences`,
    ...REFUSED.map(
      ([code], index) =>
        !verdicts
          .at(index - REFUSED.length)
          ?.some((error) => error.code === code) &&
        `what must be refused with ${code} was not`,
    ),
    refused.length > 0 && `${refused.length} documents are refused`,
  ].filter(Boolean);
  for (const { spoiled, index } of refused.slice(0, SHOWN_REFUSALS)) {
    console.error(JSON.stringify(spoiled));
    console.error(`  just before it: ${documents[index - 1]}`);
    console.error(`  refused: ${documents[index]}`);
  }
  if (failures.length > 0) {
    console.error(failures.join("\n"));
    process.exitCode = 1;
  } else {
    console.log(
      `${own.length} documents of ${sequences} sequences of commands: none refused`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
