import { put } from './api.js';
import { h } from './dom.js';
import { paint } from './painter.js';
import { overview, Phone } from './phone.js';

/**
 * Draws the preview of a message, all of it, whatever of it can be seen at the
 * moment.
 */
export async function drawMessage(message) {
  const stage = h('div', { class: 'stage whole', 'aria-hidden': 'true' });
  const phone = new Phone();
  stage.append(phone.element);
  document.body.append(stage);
  try {
    phone.update(message);
    await phone.ready();
    return await paint(phone.element);
  } finally {
    phone.release();
    stage.remove();
  }
}

/** Saves the picture as a file. */
export async function saveMessage(message) {
  const url = URL.createObjectURL(await drawMessage(message));
  h('a', { href: url, download: `${message.msgid}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Hands the picture to whoever waits for it at the control API. */
export async function handIn(msgid) {
  await put(`messages/${msgid}/picture`, await drawMessage(await overview(msgid)));
}
