// A form document in the languages of the other engines, for what the vaccine form uses: texts with limits and
// patterns, one or several choices, consent, names in four parts, and fields shown because of one other answer.

/** The other field and its value in `{ properties: { other: { const: value } } }`. */
function shownBecause(field) {
  const [entry] = Object.entries(field["x-show-when"]?.properties ?? {});
  return entry ? { other: entry[0], value: entry[1].const } : undefined;
}

function isRequired(document, name) {
  const field = document.properties[name];
  return document.required.includes(name) || field["x-required-when"] === true;
}

const DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const PHONE = "^0[0-9-]{9,12}$";

function patternOf(field) {
  if (field["x-kind"] === "date") return DAY;
  if (field["x-kind"] === "phone") return PHONE;
  return field.pattern;
}

function limitOf(field) {
  return field.maxLength ?? field["x-max-characters"];
}

const choicesOf = (list) =>
  list.oneOf.map((choice) => ({ value: choice.const, label: choice.title }));

/** Form.io's components. */
export function toFormio(document) {
  return Object.entries(document.properties).map(([key, field]) => {
    const because = shownBecause(field);
    const common = {
      key,
      label: field.title,
      input: true,
      clearOnHide: true,
      validate: {
        required: isRequired(document, key),
        pattern: patternOf(field),
        maxLength: limitOf(field),
      },
      conditional: because && {
        show: true,
        conjunction: "all",
        conditions: [
          {
            component: because.other,
            operator: "isEqual",
            value: because.value,
          },
        ],
      },
    };
    switch (field["x-kind"]) {
      case "personName":
        return {
          ...common,
          type: "container",
          components: Object.entries(field.properties).map(
            ([part, schema]) => ({
              type: "textfield",
              key: part,
              label: part,
              input: true,
              validate: { required: true, maxLength: schema.maxLength },
            }),
          ),
        };
      case "choice": {
        const validate = { ...common.validate, onlyAvailableItems: true };
        return { ...common, validate, type: "radio", values: choicesOf(field) };
      }
      case "choices":
        return {
          ...common,
          type: "selectboxes",
          values: choicesOf(field.items),
        };
      case "consent":
        return { ...common, type: "checkbox" };
      case "email":
        return { ...common, type: "email" };
      case "longText":
        return { ...common, type: "textarea" };
      default:
        return { ...common, type: "textfield" };
    }
  });
}

/** Form.io keeps several choices as an object of switches. */
export function answersForFormio(document, answers) {
  const data = structuredClone(answers);
  for (const [key, field] of Object.entries(document.properties)) {
    if (field["x-kind"] === "choices" && Array.isArray(data[key])) {
      const chosen = data[key];
      data[key] = Object.fromEntries(
        choicesOf(field.items).map(({ value }) => [
          value,
          chosen.includes(value),
        ]),
      );
    }
  }
  return data;
}

/** SurveyJS's model. */
export function toSurvey(document) {
  const texts = choicesOf;
  const question = (name) => {
    const field = document.properties[name];
    const because = shownBecause(field);
    const pattern = patternOf(field);
    const validators = [
      pattern && { type: "regex", regex: pattern },
      field["x-kind"] === "email" && { type: "email" },
      limitOf(field) && { type: "text", maxLength: limitOf(field) },
    ].filter(Boolean);
    const common = {
      name,
      title: field.title,
      isRequired: isRequired(document, name),
      visibleIf: because && `{${because.other}} = '${because.value}'`,
      validators,
    };
    const options = (list) =>
      texts(list).map(({ value, label }) => ({ value, text: label }));
    switch (field["x-kind"]) {
      case "personName":
        return {
          ...common,
          type: "multipletext",
          items: Object.keys(field.properties).map((part) => ({
            name: part,
            isRequired: true,
          })),
        };
      case "choice":
        return { ...common, type: "radiogroup", choices: options(field) };
      case "choices":
        return { ...common, type: "checkbox", choices: options(field.items) };
      case "consent":
        return { ...common, type: "checkbox", choices: [true] };
      case "longText":
        return { ...common, type: "comment" };
      default:
        return { ...common, type: "text" };
    }
  };
  return {
    clearInvisibleValues: "onHidden",
    pages: document["x-pages"].map((page) => ({
      name: page.id,
      elements: page.blocks
        .filter((block) => block.field)
        .map((block) => question(block.field)),
    })),
  };
}

/** SurveyJS keeps a consent as a list with one choice here. */
export function answersForSurvey(document, answers) {
  const data = structuredClone(answers);
  for (const [key, field] of Object.entries(document.properties)) {
    if (field["x-kind"] === "consent" && data[key] !== undefined)
      data[key] = [data[key]];
  }
  return data;
}
