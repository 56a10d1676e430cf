// Makes the page of the two phones live: an event says that something happened, the page is fetched again, and its
// parts ([data-part]) are put in where they changed. What is being typed stays. Without this script the forms work, too.
const notice = document.getElementById('kabar');

/** Asks for a page; the browser parses it, and runs nothing of it. */
function ask(method, url, body) {
  return new Promise((done, fail) => {
    const question = new XMLHttpRequest();
    question.open(method, url);
    question.responseType = 'document';
    question.onload = () => done({ page: question.responseXML, url: question.responseURL, status: question.status });
    question.onerror = question.ontimeout = () => fail(new Error('no answer'));
    question.timeout = 10_000;
    question.send(body);
  });
}

/** A conversation keeps the bubbles that it has, so that a screen reader reads only what is new. */
function mergeLog(old, fresh) {
  const other = old.dataset.phone !== fresh.dataset.phone;
  const frame = old.parentElement;
  const atEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < 40;
  const wanted = new Map([...fresh.children].map((li) => [li.id, li]));
  for (const li of [...old.children]) {
    const same = other ? null : wanted.get(li.id);
    if (!same) li.remove();
    else {
      wanted.delete(li.id);
      if (li.innerHTML !== same.innerHTML) li.replaceChildren(...same.childNodes);
    }
  }
  old.append(...wanted.values());
  old.dataset.phone = fresh.dataset.phone;
  if (atEnd || other) frame.scrollTop = frame.scrollHeight;
}

function put(page) {
  for (const fresh of page.querySelectorAll('[data-part]')) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    if ('log' in fresh.dataset) mergeLog(old, fresh);
    else if (old.innerHTML !== fresh.innerHTML) {
      const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
      old.replaceChildren(...fresh.childNodes);
      if (focused) document.getElementById(focused)?.focus();
    }
  }
}

function say(text) {
  notice.textContent = text;
  notice.hidden = text === '';
}

let asking = false;
let again = false;
async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const answer = await ask('GET', location.href);
    if (answer.status === 200) put(answer.page);
    say('');
  } catch {
    say('Latihan sudah berakhir atau sedang tidak menjawab.');
  } finally {
    asking = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

/** Another pair of phones: the address names them. */
async function go(method, url, body) {
  try {
    const answer = await ask(method, url, body);
    if (answer.status !== 200) return say(answer.page?.getElementById('sebab')?.textContent ?? 'Tidak dikerjakan.'), false;
    history.replaceState(null, '', answer.url);
    put(answer.page);
    say('');
    return true;
  } catch {
    say('Latihan sudah berakhir atau sedang tidak menjawab.');
    return false;
  }
}

const fields = (form) => new URLSearchParams(new FormData(form));

addEventListener('submit', async (event) => {
  const form = event.target;
  if ('order' in form.dataset) {
    event.preventDefault();
    if (await go('POST', form.action, fields(form)) && 'clears' in form.dataset) form.querySelector('textarea').value = '';
  } else if ('holder' in form.dataset) {
    event.preventDefault();
    go('GET', `/?${fields(form)}`);
  }
});

addEventListener('click', (event) => {
  const link = event.target.closest('a[data-switch]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go('GET', link.href);
});

addEventListener('change', (event) => {
  if (event.target.closest('[data-holder]')) event.target.form.requestSubmit();
});

// Enter sends, as a phone does; with Shift it makes a line.
addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.target.tagName !== 'TEXTAREA') return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.documentElement.classList.add('alive');
for (const log of document.querySelectorAll('.texts')) log.scrollTop = log.scrollHeight;

let stream = null;
function follow() {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else if (!stream) {
    stream = new EventSource('/live');
    stream.addEventListener('change', refresh);
    stream.addEventListener('error', () => say('Latihan sudah berakhir atau sedang tidak menjawab.'));
    stream.addEventListener('open', refresh);
  }
}
document.addEventListener('visibilitychange', follow);
addEventListener('pagehide', () => stream?.close());
follow();
