import { ApiError, get, post } from './api.js';
import { DeliveryChart, memberTable } from './delivery.js';
import { announce, card, h, refresh } from './dom.js';
import { formatNumber, formatTime, t } from './i18n.js';
import { JsonView } from './json_view.js';
import { limitList } from './limits.js';
import { Phone } from './phone.js';
import { Recipients } from './recipients.js';

/** One message with everything about it. */
export class MessageDetail {
  constructor(container) {
    this.container = container;
    this.id = null;
  }

  show(id) {
    if (id === this.id) return;
    this.id = id;
    this.built = false;
    this.container.scrollTop = 0;
    this.container.replaceChildren(h('p', { class: 'empty' }, id ? '' : t('pickMessage')));
    this.reload();
  }

  async reload() {
    const { id } = this;
    if (!id) return;
    try {
      const message = await get(`messages/${id}/overview`);
      if (id === this.id) this.update(message);
    } catch (error) {
      if (!(error instanceof ApiError) || id !== this.id) return;
      this.built = false;
      this.container.replaceChildren(h('p', { class: 'empty' }, error.message));
    }
  }

  build(id) {
    this.built = true;
    this.head = h('div', { class: 'message-head' });
    this.phone = new Phone();
    this.chart = new DeliveryChart();
    this.problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    this.members = h('div');
    this.limits = h('div');
    this.recipients = new Recipients(id);
    this.json = new JsonView(id);
    this.container.replaceChildren(
      this.head, this.problem,
      h('div', { class: 'columns' },
        h('div', { class: 'phone-column' }, this.phone.element),
        h('div', { class: 'facts-column' }, this.chart.element, this.members, this.limits, this.recipients.element, this.json.element)));
  }

  update(message) {
    if (!this.built) this.build(message.msgid);
    refresh(this.head, headData(message), () => this.heading(message));
    this.phone.update(message);
    this.chart.update(message);
    refresh(this.members, { tasks: message.tasks, cancelled: message.cancelled }, () => card(t('members'), memberTable(message, (f) => this.act(f))));
    refresh(this.limits, message.limits, () => limitList(message.limits));
    this.recipients.update(message);
    this.json.update(message);
  }

  heading(message) {
    const act = (name, word) => () => this.act(async () => {
      await post(`messages/${message.msgid}/${name}`);
      announce(t(word));
    });
    const open = message.members_sent < message.members && !message.cancelled;
    return [
      h('a', { class: 'back', href: '#/messages', 'data-key': 'back' }, `← ${t('messages')}`),
      h('h1', {}, message.chat_type === 'group' ? t('groupMessage') : t('singleMessage')),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'primary', id: 'confirm-all', 'data-key': 'confirm-all', disabled: !open, onclick: act('confirm', 'confirmedAll') }, t('confirmAll')),
        h('button', { type: 'button', id: 'remind', 'data-key': 'remind', disabled: !open, onclick: act('remind', 'reminded') }, t('remind')),
        h('button', { type: 'button', id: 'cancel', 'data-key': 'cancel', disabled: !open, onclick: act('cancel', 'cancelled') }, t('cancel'))),
      h('dl', { class: 'facts' },
        fact('msgid', h('code', {}, message.msgid)),
        fact(t('created'), formatTime(message.create_time)),
        message.app && fact(t('app'), message.app),
        message.sender && fact(t('sender'), `${message.sender_name ?? ''} `, h('code', {}, message.sender)),
        message.allow_select && fact('allow_select', t('yes')),
        message.tag_filter && fact(t('tags'), tagWords(message.tag_filter)),
        message.reminders.length > 0 && fact(t('reminders'), message.reminders.map(formatTime).join(', ')),
        message.cancelled && fact(t('cancelled'), formatTime(message.cancel_time)),
        fact(t('recipients'), formatNumber(message.recipients))),
    ];
  }

  /** Does what a button is for; a refusal is shown. */
  async act(action) {
    this.problem.hidden = true;
    try {
      await action();
    } catch (error) {
      this.problem.textContent = error.message;
      this.problem.hidden = false;
    }
    await this.reload();
  }
}

function headData(message) {
  const { text, attachments, limits, media, tasks, by_status: byStatus, ...rest } = message;
  return rest;
}

const fact = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, ...value));

/** Tags of one group are alternatives, and every group must match. */
function tagWords(groups) {
  return groups.map((tags) => tags.map((tag) => tag.name || tag.id).join(` ${t('or')} `)).join(`; ${t('and')} `);
}
