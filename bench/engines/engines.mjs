#!/usr/bin/env node
// The same answers to the same form, decided by Madoguchi and by other engines, one after the other on one core.
// Madoguchi gets the answers as they were typed; the others cannot normalise and get them normalised. ajv alone knows no
// pages, conditions or kinds: it is what validating JSON costs at least.
//
//   node bench/engines/engines.mjs PROGRAM [SECONDS]     PROGRAM: the release build of schema's example `throughput`
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import {
  answersForFormio,
  answersForSurvey,
  toFormio,
  toSurvey,
} from "./translate.mjs";

const require = createRequire(import.meta.url);
const [program, seconds = "5"] = process.argv.slice(2);
const tell = (...args) =>
  JSON.parse(execFileSync(program, args, { maxBuffer: 1 << 28 }).toString());

const { document, contract, samples } = tell("samples");

function ajv() {
  const Ajv = require("ajv/dist/2020.js").default;
  const validate = new Ajv({ strict: false, allErrors: true }).compile(
    contract,
  );
  return {
    name: "ajv on the contract, no form logic",
    prepare: (answers) => answers,
    decide: validate,
  };
}

function formio() {
  const { processSync, Processors } = require("@formio/core");
  const components = toFormio(document);
  const decide = (data) => {
    const submission = { data };
    const scope = { errors: [] };
    processSync({
      form: { components },
      submission,
      components,
      data,
      scope,
      processors: Processors,
    });
    return scope.errors.length === 0;
  };
  return {
    name: "@formio/core",
    prepare: (answers) => answersForFormio(document, answers),
    decide: (data) => decide(structuredClone(data)),
  };
}

function survey() {
  const { Model } = require("survey-core");
  const model = new Model(toSurvey(document));
  const decide = (data) => {
    model.data = data; // replaces everything there was
    return model.validate(false, false);
  };
  return {
    name: "survey-core",
    prepare: (answers) => answersForSurvey(document, answers),
    decide: (data) => decide(structuredClone(data)),
  };
}

/** Decisions a second, and how many of the samples the engine decides as Madoguchi does. */
function measure(engine) {
  const prepared = samples.map(({ normalised }) => engine.prepare(normalised));
  const verdicts = prepared.map((answers) => engine.decide(answers));
  const agreed = verdicts.filter(
    (verdict, index) => verdict === samples[index].accepted,
  ).length;
  let count = 0;
  const began = performance.now();
  const end = began + Number(seconds) * 1000;
  while (performance.now() < end) {
    for (const answers of prepared) engine.decide(answers);
    count += prepared.length;
  }
  return { perSecond: (count * 1000) / (performance.now() - began), agreed };
}

const ours = tell("measure", seconds);
const rate = ours.acceptPerSecond;
const number = (value, digits = 0) =>
  value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
const line = (name, perSecond, ratio, remark) =>
  console.log(
    `  ${name.padEnd(38)} ${number(perSecond).padStart(9)} /s  ${ratio.padStart(9)}  ${remark}`,
  );

console.log(
  `\nanswers decided on one core: ${ours.fields} fields, half of ${samples.length} answers to be refused`,
);
line("madoguchi: normalise, journey, validate", rate, "1.00", "");
for (const make of [formio, survey, ajv]) {
  const engine = make();
  const { perSecond, agreed } = measure(engine);
  const remark = `same verdict on ${number((agreed * 100) / samples.length)} %`;
  line(engine.name, perSecond, number(rate / perSecond, 2), remark);
}
console.log("  (ratio: madoguchi's rate divided by the engine's)");
const { fields, publishMs, acceptMs } = ours.large;
console.log(
  `a form with ${fields} fields: published in ${number(publishMs, 1)} ms, accepted in ${number(acceptMs, 2)} ms`,
);
const { hostile } = ours;
const goal = (value, unit, most) =>
  `${number(value, 1)} ${unit} (goal: below ${most} ${unit}${value < most ? "" : ", MISSED"})`;
console.log(
  `the worst hostile document: ${goal(hostile.publishMs, "ms", 100)}, ${hostile.publishOf}`,
);
console.log(
  `the worst hostile answers to ${hostile.fields} fields: ${goal(hostile.evaluateMs, "ms", 100)}, ${hostile.evaluateOf}`,
);
if (hostile.peakMegabytes !== null) {
  console.log(
    `memory for all hostile documents: ${goal(hostile.peakMegabytes, "MB", 50)} more`,
  );
}
