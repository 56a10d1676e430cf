// Makes pages live: where a part says data-live, it is fetched again whenever the gateway's figures changed.
// Everything works without this script.
const policy = self.trustedTypes
  ? trustedTypes.createPolicy('lapor', { createHTML: (html) => html })
  : { createHTML: (html) => html };

const part = document.querySelector('[data-live]');
let stream = null;
let wanted = false;

// Open details stay open, and the focus stays where it was.
function replace(html) {
  const open = [...part.querySelectorAll('details[open]')].map((d) => d.id);
  const focused = document.activeElement?.closest('details')?.id;
  const template = document.createElement('template');
  template.innerHTML = policy.createHTML(html);
  part.replaceChildren(template.content);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focused) document.getElementById(focused)?.querySelector('summary')?.focus();
}

async function refresh() {
  if (wanted) return;
  wanted = true;
  try {
    const answer = await fetch(part.dataset.live, { headers: { Accept: 'text/html' } });
    if (answer.ok) replace(await answer.text());
  } catch {
    // the next event tries again
  } finally {
    wanted = false;
  }
}

// One stream a tab, and none while nobody looks: a browser allows six to one host.
function follow() {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else if (!stream) {
    stream = new EventSource('/live');
    stream.addEventListener('board', refresh);
  }
}

if (part?.dataset.every) {
  setInterval(() => document.hidden || refresh(), part.dataset.every * 1000);
} else if (part) {
  document.addEventListener('visibilitychange', () => {
    follow();
    if (!document.hidden) refresh();
  });
  addEventListener('pagehide', () => stream?.close());
  follow();
}

// Keys of the desk: a letter opens the form or link that has it, j and k go through a list.
const rows = [...document.querySelectorAll('[data-row]')];
let at = -1;
function go(step) {
  if (rows.length === 0) return;
  at = Math.min(rows.length - 1, Math.max(0, at + step));
  (rows[at].querySelector('a') ?? rows[at]).focus();
}
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest('input, textarea, select')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (event.key === 'j') go(1);
  else if (event.key === 'k') go(-1);
  else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === 'DETAILS') {
      target.open = true;
      target.querySelector('input:not([type=hidden]), select, textarea, button')?.focus();
    } else if (target.tagName === 'A') target.click();
    else target.focus();
  }
});
