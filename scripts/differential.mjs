#!/usr/bin/env node
// Compares the engine's verdicts with those of ajv: for random answers of every form in fixtures/ and of generated forms,
// both must accept and refuse the same. ajv asserts formats as well; the contract has none, so that changes nothing.
// Needs no network: cargo's and npm's packages must be installed already.
//
//   node scripts/differential.mjs      ends with 1 when the two disagree about anything
//
// MADOGUCHI_DIFFERENTIAL_FORMS: how many generated forms (default 200)
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(
  new URL("../admin-ui/package.json", import.meta.url),
);
const Ajv = require("ajv/dist/2020.js").default;
const addFormats = require("ajv-formats").default;

const forms = process.env.MADOGUCHI_DIFFERENTIAL_FORMS ?? "200";
const SMALLEST_SHARE_OF_EACH_VERDICT = 0.25;
const SHOWN_DISAGREEMENTS = 5;

const cargo = spawn(
  "cargo",
  [
    "run",
    "--quiet",
    "--locked",
    "-p",
    "madoguchi-schema",
    "--example",
    "differential",
    "--",
    forms,
  ],
  {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  },
);
const ended = new Promise((resolve, reject) => {
  cargo.on("error", reject);
  cargo.on("close", (code, signal) => resolve(code ?? signal));
});

const validators = new Map();
const verdicts = { accepted: 0, refused: 0 };
let completelyAccepted = 0;
const disagreements = [];
const compile = (contract) => {
  // A validator of its own for every form: contracts of different forms may share an $id.
  const ajv = new Ajv({ strict: false, validateFormats: true });
  addFormats(ajv);
  return ajv.compile(contract);
};
for await (const line of createInterface({ input: cargo.stdout })) {
  const told = JSON.parse(line);
  if ("contract" in told) {
    validators.set(told.form, compile(told.contract));
    continue;
  }
  const validate = validators.get(told.form);
  verdicts[told.verdict ? "accepted" : "refused"] += 1;
  completelyAccepted += told.accepted ? 1 : 0;
  const fits = validate(told.instance);
  if (fits !== told.verdict || (told.accepted && !fits)) {
    disagreements.push({ ...told, ajv: validate.errors ?? [] });
  }
}

const status = await ended;
for (const disagreement of disagreements.slice(0, SHOWN_DISAGREEMENTS)) {
  console.error(JSON.stringify(disagreement, null, 2));
}
const failures = [
  status !== 0 && `the engine's example ended with ${status}`,
  disagreements.length > 0 &&
    `ajv disagrees about ${disagreements.length} answers`,
  Math.min(verdicts.accepted, verdicts.refused) <
    SMALLEST_SHARE_OF_EACH_VERDICT * (verdicts.accepted + verdicts.refused) &&
    `the answers are too one-sided to show anything: ${JSON.stringify(verdicts)}`,
  completelyAccepted === 0 && "no answers were accepted",
].filter(Boolean);
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exitCode = 1;
} else {
  console.log(
    `${validators.size} forms: ${verdicts.accepted} answers accepted and ${verdicts.refused} refused by both; ${completelyAccepted} accepted with everything that only the engine knows`,
  );
}
