import { get, upload } from './api.js';
import { h } from './dom.js';
import { language } from './i18n.js';

/** What is known of a message, with the elements that show it. */
export const overview = (msgid) => get(`messages/${msgid}/overview?preview=${language}`);

/**
 * The message as the customer sees it. The server gives the elements; here they
 * are put into the page, with pictures and videos.
 */
export class Phone {
  constructor() {
    this.element = h('section', { class: 'phone' });
    this.urls = [];
    this.loads = [];
  }

  update({ preview }) {
    const seen = JSON.stringify(preview);
    if (seen === this.seen) return;
    this.seen = seen;
    this.release();
    const old = this.element;
    const scrolled = old.querySelector('.chat')?.scrollTop ?? 0;
    this.element = build(preview);
    old.replaceWith(this.element);
    this.element.querySelector('.chat').scrollTop = scrolled;
    this.loads = [...this.element.querySelectorAll('[data-media]')].map((box) => load(box, this.urls));
  }

  /** Waits until all media that can be shown are shown. */
  async ready() {
    await Promise.allSettled(this.loads);
    await document.fonts.ready;
  }

  /** Lets go of the contents, each when the browser has read it. */
  release() {
    const { urls, loads } = this;
    this.urls = [];
    this.loads = [];
    Promise.allSettled(loads).then(() => urls.forEach((url) => URL.revokeObjectURL(url)));
  }
}

function build({ tag, class: name, attributes, children = [], text }) {
  return tag ? h(tag, { class: name, ...attributes }, children.map(build)) : text;
}

/** Puts the content of an upload into the box that names it. */
async function load(box, urls) {
  const content = await upload(box.dataset.media);
  if (!content) return;
  const url = URL.createObjectURL(content);
  urls.push(url);
  const shown = await (box.dataset.kind === 'video' ? video : picture)(url, box.dataset.label);
  if (shown) box.replaceChildren(shown, ...box.querySelectorAll('.expired'));
}

/** The picture, or null where the browser cannot show it. */
function picture(url, label) {
  return new Promise((done) => {
    const shown = h('img', { alt: label });
    shown.addEventListener('load', () => done(shown));
    shown.addEventListener('error', () => done(null));
    shown.src = url;
  });
}

/** A video that shows a frame of its own, or null as for a picture. */
function video(url, label) {
  return new Promise((done) => {
    const player = h('video', { controls: true, preload: 'auto', muted: true, 'aria-label': label });
    // A browser shows nothing of a video before it is played, but it shows the
    // frame that was sought.
    player.addEventListener('loadeddata', () => {
      player.currentTime = Math.min(0.1, player.duration / 2);
    });
    player.addEventListener('seeked', () => done(player), { once: true });
    player.addEventListener('error', () => done(null));
    player.src = url;
  });
}
