#!/usr/bin/env bash
# Ends the job of action.yml as the check ended; what is too noisy to judge fails only where that is asked for.
set -uo pipefail

# Nothing at all was written: the check was stopped.
code=${IMPORT_BUDGET_EXIT_CODE:-2}
if [[ $code == 3 && ${IMPORT_BUDGET_FAIL_ON_INCONCLUSIVE:-} != true ]]; then
  echo '::warning title=import-budget::Too noisy to judge. This does not fail the job (fail-on-inconclusive).'
  exit 0
fi
exit "$code"
