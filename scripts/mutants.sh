#!/usr/bin/env bash
# Plants one mistake after the other into a copy of the form language and expects the differential test or the property
# tests to notice each. A mistake that survives, or that no longer finds its place in the sources, ends this with 1.
#
#   scripts/mutants.sh [NAME…]      all of them, or those named
#
# Every mutant costs one incremental build; the copy and what is built of it stay in target/mutants.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
tree=$root/target/mutants/tree
export CARGO_TARGET_DIR=${MUTANTS_TARGET_DIR:-$root/target/mutants/build}
export MADOGUCHI_DIFFERENTIAL_FORMS=${MADOGUCHI_DIFFERENTIAL_FORMS:-200}

# name | file in schema/src | what sed does to it
mutants=(
  'a missing day is called a wrong notation|kind/date.rs|s/report("dateExists")/report("dateFormat")/'
  'kana grow whenever they are read|kind/kana.rs|s/read_text(raw, katakana)/read_text(raw, |text| katakana(text) + "ー")/'
  'days in the wrong order are called missing|kind/date_range.rs|s/reading.report_part(END, "rangeOrder")/reading.report_part(END, "required")/'
  'check digits are said to be in the contract|violation.rs|s/("checkDigit", Reach::Beyond)/("checkDigit", Reach::Contract)/'
  'a choice that stands alone is said to be beyond|violation.rs|s/("exclusive", Reach::Contract)/("exclusive", Reach::Beyond)/'
  'hidden fields are required|journey/scope.rs|s/answer.shown && (field.always_required/(field.always_required/'
  'every field is shown|journey/scope.rs|s/if !visibility::is_shown(field, self.pages, Answers(&answers)) {/if field.name.is_empty() {/'
  'conditions of blocks are forgotten|visibility.rs|s/block.and_then(|block| block.show.as_ref()), field/None.filter(|_| block.is_some()), field/'
  'values that were sent beat calculated ones|journey/scope.rs|s/if let Some(program) = \&field.calculation {/if let Some(program) = \&field.calculation \&\& !sent.raw.contains_key(\&field.name) {/'
  'the contract lets journeys end|contract.rs|s/"then": false/"then": true/'
  'the contract asks nothing of rows|contract.rs|s/group.fields.iter().flat_map/group.fields.iter().take(0).flat_map/'
  'the contract forgets what conditions imply|condition/explicit.rs|s/let implied = properties.filter/let implied = properties.take(0).filter/'
  'one row too many is counted|condition/value.rs|s/(\*min\.\.=\*max)\(.*items.iter().filter\)/(*min + 1..=*max)\1/'
  'null is an answer to everything|journey/scope.rs|s/Answer::of(field.nullable.then_some(Value::Null))/Answer::of(Some(Value::Null))/'
)

mkdir -p "$tree"
copy() { # what git knows or would know of, and nothing that was built
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ -e "$file" ] && printf '%s\0' "$file"
  done | tar --create --null --files-from=- | tar --extract --directory="$tree"
}
copy
ln -sfn "$root/admin-ui/node_modules" "$tree/admin-ui/node_modules"

survivors=0
log=$(mktemp) ; trap 'rm -f "$log" "$log.original"' EXIT
noticed_by() {
  (cd "$tree" && timeout 600 node scripts/differential.mjs) >"$log" 2>&1 || {
    grep -q 'could not compile' "$log" && { echo "nobody: it does not compile"; return 1; }
    echo "the differential test" ; return 0
  }
  (cd "$tree" && timeout 900 cargo test --quiet --locked -p madoguchi-schema --test it -- properties --skip tampered --skip any_json) >"$log" 2>&1 || {
    echo "the property tests: $(sed -n 's/^test \(properties::[a-z_0-9]*\) .*FAILED.*/\1/p; s/^    \(properties::[a-z_0-9]*\)$/\1/p' "$log" | sort -u | tr '\n' ' ')"
    return 0
  }
  echo nobody ; return 1
}

# Files that git brings back are as old as they were: what was built of a planted mistake must not seem newer.
find "$tree/schema" -name '*.rs' -exec touch {} +
began=$SECONDS
if by=$(noticed_by); then
  echo "without any mistake: $by fail" >&2 ; tail -n 30 "$log" >&2 ; exit 1
fi
echo "without a mistake nobody notices one ($((SECONDS - began)) s)"

for mutant in "${mutants[@]}"; do
  name=${mutant%%|*} ; rest=${mutant#*|} ; file=${rest%%|*} ; change=${rest#*|}
  [ $# = 0 ] || [[ " $* " == *"$name"* ]] || continue
  began=$SECONDS
  planted=$tree/schema/src/$file
  cp "$planted" "$log.original" # from the copy: the sources may be edited meanwhile
  sed "$change" "$log.original" > "$planted"
  if cmp -s "$log.original" "$planted"; then
    by="nobody: the place in schema/src/$file is gone" ; survivors=$((survivors + 1))
  elif by=$(noticed_by); then
    :
  else
    survivors=$((survivors + 1))
  fi
  cp "$log.original" "$planted"
  printf '%-50s noticed by %s (%d s)\n' "$name" "$by" $((SECONDS - began))
done
[ "$survivors" = 0 ] || { echo "$survivors survived" >&2 ; exit 1; }
