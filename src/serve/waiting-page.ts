const SCRIPT = `
  const live = new EventSource(document.documentElement.dataset.live);
  const say = (text) => { document.getElementById('now').textContent = text; };
  live.addEventListener('report', () => { live.close(); location.reload(); });
  live.addEventListener('run', (event) => {
    const { entry, kind, done, of } = JSON.parse(event.data);
    say(entry + ': ' + kind + ' run ' + (done + 1) + ' of ' + of);
  });
  let failure = null;
  live.addEventListener('failed', (event) => say(failure = JSON.parse(event.data).message));
  live.addEventListener('finished', () => { live.close(); say(failure ?? 'Finished without a report.'); });
`;

/**
 * The page before there is a report: says what runs, and gives way to the report when it comes.
 *
 * @param live path of the events
 */
export function waitingPage(live: string): string {
  const attribute = live.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en" data-live="${attribute}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>import-budget</title>
<style>:root { color-scheme: light dark } body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem }</style>
</head>
<body>
<main>
<h1>import-budget</h1>
<p role="status" id="now">The first run has not ended yet.</p>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
