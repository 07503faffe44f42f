import { follow } from './api.js';
import { setClock, tick } from './clock.js';
import { Company } from './company.js';
import { Controls } from './controls.js';
import { formatNumber, t, translatePage } from './i18n.js';
import { Messages } from './messages.js';
import { handIn } from './picture.js';
import { Requests } from './requests.js';

const views = { messages: Messages, requests: Requests, company: Company, controls: Controls };
const main = document.getElementById('main');
let tab = null;
let view = null;

/**
 * Shows what the address names: #/messages/ID, #/requests/SEQ, #/company/KIND,
 * #/controls.
 */
function route() {
  const [, name, id] = decodeURIComponent(location.hash).split('/');
  const wanted = name in views ? name : 'messages';
  if (wanted !== tab) {
    tab = wanted;
    view = new views[tab](main);
    for (const link of document.querySelectorAll('[data-tab]')) {
      if (link.dataset.tab === tab) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
  view.show(id);
}

function onChange(pulse) {
  setClock(pulse.now);
  document.getElementById('count-messages').textContent = formatNumber(pulse.messages);
  const faults = document.getElementById('count-faults');
  faults.textContent = t('faultCount', { n: pulse.faults });
  faults.dataset.n = formatNumber(pulse.faults);
  faults.hidden = pulse.faults === 0;
  view.onChange(pulse);
  for (const msgid of pulse.drawings ?? []) draw(msgid);
}

const drawing = new Set();

/** Draws a picture that somebody waits for at the control API. */
async function draw(msgid) {
  if (drawing.has(msgid)) return;
  drawing.add(msgid);
  try {
    await handIn(msgid);
  } finally {
    drawing.delete(msgid);
  }
}

function onLive(up) {
  const live = document.getElementById('live');
  const text = up ? t('live') : t('notLive');
  if (live.textContent !== text) live.textContent = text;
  live.className = up ? 'up' : 'down';
  document.getElementById('gone').hidden = up;
}

// The views load without catching: when the server is gone the banner says so,
// and the first event after its return loads again. Any other failure belongs
// in the console.
window.addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof TypeError) event.preventDefault();
});

translatePage();
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', route);
setInterval(tick, 1000);
route();
follow(onChange, onLive);
