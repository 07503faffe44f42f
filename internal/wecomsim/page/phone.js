import { upload } from './api.js';
import { h } from './dom.js';
import { formatNumber, formatSize, formatTime, t } from './i18n.js';

/**
 * The message as the customer sees it: one bubble for the text and one for each
 * attachment.
 */
export class Phone {
  constructor() {
    this.chat = h('div', { class: 'chat' });
    this.name = h('div', { class: 'phone-name' });
    this.element = h(
      'section',
      { class: 'phone', 'aria-label': t('preview') },
      h(
        'div',
        { class: 'phone-top' },
        h('span', { class: 'phone-back', 'aria-hidden': 'true' }, '‹'),
        this.name,
        h('span', { 'aria-hidden': 'true' }, '⋯'),
      ),
      this.chat,
      h('div', { class: 'phone-bottom', 'aria-hidden': 'true' }, h('span', {})),
    );
    this.urls = [];
    this.loads = [];
  }

  update(message) {
    const seen = JSON.stringify([
      message.text,
      message.attachments,
      message.media,
      message.sender,
      message.chat,
      message.tasks[0]?.userid,
    ]);
    if (seen === this.seen) return;
    this.seen = seen;
    this.release();
    this.loads = [];
    const member = message.sender_name || message.tasks[0]?.name || message.tasks[0]?.userid || t('member');
    const group = message.chat_type === 'group';
    this.name.replaceChildren(
      h('b', {}, group ? chatTitle(message.chat) : member),
      h('span', {}, group ? '' : t('atCompany')),
    );
    const media = new Map(message.media.map((medium) => [medium.id, medium]));
    const bubbles = [];
    if (message.text) bubbles.push(h('p', { class: 'bubble text', id: 'preview-text' }, message.text));
    for (const attachment of message.attachments ?? []) bubbles.push(this.bubble(attachment, media));
    this.chat.replaceChildren(
      h('div', { class: 'chat-time' }, formatTime(message.create_time)),
      ...bubbles.map((bubble) =>
        h(
          'div',
          { class: 'said' },
          h('span', { class: 'face', 'aria-hidden': 'true' }, [...member][0]),
          // In a group everybody is named over what they say.
          h(
            'div',
            { class: 'saying' },
            group && h('p', { class: 'says' }, member, h('span', {}, t('atCompany'))),
            bubble,
          ),
        ),
      ),
    );
  }

  bubble(attachment, media) {
    switch (attachment.msgtype) {
      case 'image':
        return this.image(attachment.image, media);
      case 'video':
        return this.video(attachment.video, media);
      case 'file':
        return file(media.get(attachment.file.media_id));
      case 'link':
        return link(attachment.link);
      default:
        return this.miniProgram(attachment.miniprogram, media);
    }
  }

  image(image, media) {
    const id = image.media_id || image.pic_url;
    const box = h('div', { class: 'bubble picture' });
    this.picture(box, media.get(id), t('image'));
    return box;
  }

  video(video, media) {
    const medium = media.get(video.media_id);
    const box = h('div', { class: 'bubble picture' }, placeholder('▶', t('video'), medium));
    if (medium.known)
      this.load(
        medium.id,
        (url) =>
          new Promise((done) => {
            const player = h('video', {
              controls: true,
              preload: 'auto',
              muted: true,
              'aria-label': `${t('video')} ${medium.name}`,
            });
            // A browser shows nothing of a video before it is played, but it
            // shows the frame that was sought.
            player.addEventListener('loadeddata', () => {
              player.currentTime = Math.min(0.1, player.duration / 2);
            });
            player.addEventListener(
              'seeked',
              () => {
                box.replaceChildren(player, ...expired(medium));
                done();
              },
              { once: true },
            );
            player.addEventListener('error', done);
            player.src = url;
          }),
      );
    return box;
  }

  miniProgram(mini, media) {
    const cover = h('div', { class: 'mini-cover' });
    this.picture(cover, media.get(mini.pic_media_id), t('cover'));
    return h(
      'div',
      { class: 'bubble mini' },
      h(
        'div',
        { class: 'mini-app' },
        h('span', { class: 'mini-icon', 'aria-hidden': 'true' }),
        h('code', {}, mini.appid),
      ),
      h('p', { class: 'card-title' }, mini.title),
      cover,
      h('p', { class: 'card-foot' }, t('miniprogram'), ' · ', h('code', {}, mini.page)),
    );
  }

  picture(box, medium, words) {
    box.append(placeholder('🖼', words, medium));
    if (medium.known)
      this.load(
        medium.id,
        (url) =>
          new Promise((done) => {
            const picture = h('img', { alt: `${words} ${medium.name}` });
            picture.addEventListener('load', () => {
              box.replaceChildren(picture, ...expired(medium));
              done();
            });
            picture.addEventListener('error', done);
            picture.src = url;
          }),
      );
  }

  load(id, use) {
    const loading = upload(id).then((content) => {
      if (!content) return undefined;
      const url = URL.createObjectURL(content);
      this.urls.push(url);
      return use(url);
    });
    this.loads.push(loading);
  }

  /** Waits until all media that can be shown are shown. */
  async ready() {
    await Promise.allSettled(this.loads);
    await document.fonts.ready;
  }

  release() {
    for (const url of this.urls.splice(0)) URL.revokeObjectURL(url);
  }
}

/** As a phone writes it: the name, and how many are in the group. */
function chatTitle(chat) {
  if (!chat) return t('customerGroup');
  return chat.members > 0
    ? `${chat.name || t('customerGroup')} (${formatNumber(chat.members)})`
    : chat.name || t('customerGroup');
}

function placeholder(sign, words, medium) {
  const about = medium.known ? `${medium.name} · ${formatSize(medium.size)}` : t('notUploaded');
  return h(
    'div',
    { class: 'placeholder' },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    h('b', {}, words),
    h('span', {}, about),
    medium.known ? null : h('code', { class: 'id', title: medium.id }, medium.id),
    ...expired(medium),
  );
}

const expired = (medium) => (medium.expired ? [h('span', { class: 'chip bad' }, t('expired'))] : []);

function file(medium) {
  const name = medium.known ? medium.name : medium.id;
  const kind = name.includes('.') ? name.split('.').pop().slice(0, 4).toUpperCase() : '?';
  return h(
    'div',
    { class: 'bubble file' },
    h(
      'div',
      {},
      h('p', { class: 'card-title' }, name),
      h('p', { class: 'card-text' }, medium.known ? formatSize(medium.size) : t('notUploaded')),
      ...expired(medium),
    ),
    h('span', { class: 'file-kind', 'aria-hidden': 'true' }, kind),
  );
}

/** The picture of a link is at another host, which this page does not ask. */
function link({ title, desc, url, picurl }) {
  return h(
    'div',
    { class: 'bubble link' },
    h('p', { class: 'card-title' }, title),
    h(
      'div',
      { class: 'link-body' },
      h('p', { class: 'card-text' }, desc ?? ''),
      h('span', { class: 'thumb', title: picurl ? t('notLoaded') : null, 'aria-hidden': 'true' }, picurl ? '🖼' : '🔗'),
    ),
    h('p', { class: 'card-foot' }, url),
  );
}
