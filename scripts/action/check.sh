#!/usr/bin/env bash
# Runs the check (or merges saved reports) for action.yml: annotations to the log, the report to the step summary.
# Always ends with 0; what came of it is the output exit-code, which verdict.sh judges once everything is written.
set -uo pipefail

# Words of $1, split at white space; nothing in it is expanded.
words=()
split() {
  words=()
  read -r -d '' -a words <<<"$1" || true
}

finish() {
  {
    echo "exit-code=$1"
    echo "report=$report"
    echo "summary=$summary"
  } >>"$GITHUB_OUTPUT"
  exit 0
}

folder=$(mktemp -d "$RUNNER_TEMP/import-budget.XXXXXX") || exit 2
report=$folder/report.json
summary=$folder/report.md

tool=(npx --no -- import-budget)
if [[ -n ${IMPORT_BUDGET_VERSION:-} ]]; then
  # A version or a tag, but no address.
  if [[ ! $IMPORT_BUDGET_VERSION =~ ^[0-9A-Za-z][0-9A-Za-z.+-]*$ ]]; then
    echo '::error title=import-budget::The input version must be a version such as 1.2.3.'
    finish 2
  fi
  tool=(npx --yes -- "import-budget@$IMPORT_BUDGET_VERSION")
fi

if [[ -n ${IMPORT_BUDGET_MERGE:-} ]]; then
  split "$IMPORT_BUDGET_MERGE"
  files=()
  for pattern in ${words[@]+"${words[@]}"}; do
    while IFS= read -r file; do files+=("$file"); done < <(compgen -G "$pattern")
  done
  if ((${#files[@]} == 0)); then
    echo '::error title=import-budget::The input merge matches no file.'
    finish 2
  fi
  arguments=(report merge "${files[@]}")
else
  arguments=(check)
  if [[ -n ${IMPORT_BUDGET_BASE:-} ]]; then arguments+=("--base=$IMPORT_BUDGET_BASE"); fi
fi
arguments+=(--reporter github --output "json=$report" --output "markdown=$summary")
split "${IMPORT_BUDGET_ARGS:-}"

"${tool[@]}" "${arguments[@]}" ${words[@]+"${words[@]}"}
code=$?

# npx ends with 1 where the tool is not installed, which must not pass for findings; and no report is no success.
if [[ ! -s $report ]] || ((code > 3)); then code=2; fi

if [[ -s $summary ]]; then
  # What is too long is refused as a whole.
  head -c 1000000 "$summary" >>"$GITHUB_STEP_SUMMARY"
else
  echo '::error title=import-budget::It could not be done: the log of this step says why.'
  echo 'import-budget could not do it: the log of this step says why.' >>"$GITHUB_STEP_SUMMARY"
fi
finish "$code"
