import { ApiError, post, remove } from './api.js';
import { idWithCopy } from './copy.js';
import { DeliveryChart, memberTable } from './delivery.js';
import { announce, attempt, card, fact, h, problemLine, refresh } from './dom.js';
import { formatNumber, formatTime, t } from './i18n.js';
import { JsonView } from './json_view.js';
import { limitList } from './limits.js';
import { overview, Phone } from './phone.js';
import { saveMessage } from './picture.js';
import { Recipients } from './recipients.js';

/** One message with everything about it. */
export class MessageDetail {
  /** onForget is called when the message was deleted here. */
  constructor(container, onForget) {
    this.container = container;
    this.onForget = onForget;
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
      const message = await overview(id);
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
    this.facts = h('div', { class: 'message-facts' });
    this.phone = new Phone();
    this.chart = new DeliveryChart();
    this.problem = problemLine();
    this.members = h('div');
    this.limits = h('div');
    this.recipients = new Recipients(id);
    this.json = new JsonView(id);
    this.container.replaceChildren(
      this.head,
      this.problem,
      h(
        'div',
        { class: 'columns' },
        this.facts,
        h('div', { class: 'phone-column' }, this.phone.element, this.tools(id)),
        h(
          'div',
          { class: 'facts-column' },
          this.chart.element,
          this.members,
          this.limits,
          this.recipients.element,
          this.json.element,
        ),
      ),
    );
  }

  update(message) {
    if (!this.built) this.build(message.msgid);
    this.message = message;
    refresh(this.head, headData(message), () => this.heading(message));
    refresh(this.facts, headData(message), () => factList(message));
    this.phone.update(message);
    this.chart.update(message);
    refresh(this.members, { tasks: message.tasks, cancelled: message.cancelled }, () =>
      card(
        t('members'),
        memberTable(message, (f) => this.act(f)),
      ),
    );
    refresh(this.limits, message.limits, () => limitList(message.limits));
    this.recipients.update(message);
    this.json.update(message);
  }

  heading(message) {
    const act = (name, word) => () =>
      this.act(async () => {
        await post(`messages/${message.msgid}/${name}`);
        announce(t(word));
      });
    const open = message.members_sent < message.members && !message.cancelled;
    return [
      h('a', { class: 'back', href: '#/messages', 'data-key': 'back' }, `← ${t('messages')}`),
      h('h1', {}, message.chat_type === 'group' ? t('groupMessage') : t('singleMessage')),
      h(
        'div',
        { class: 'actions' },
        h(
          'button',
          {
            type: 'button',
            class: 'primary',
            id: 'confirm-all',
            'data-key': 'confirm-all',
            disabled: !open,
            onclick: act('confirm', 'confirmedAll'),
          },
          t('confirmAll'),
        ),
        h(
          'button',
          { type: 'button', id: 'remind', 'data-key': 'remind', disabled: !open, onclick: act('remind', 'reminded') },
          t('remind'),
        ),
        h(
          'button',
          { type: 'button', id: 'cancel', 'data-key': 'cancel', disabled: !open, onclick: act('cancel', 'cancelled') },
          t('cancel'),
        ),
      ),
    ];
  }

  /**
   * What one does with the preview: it is the message that is kept, or
   * forgotten.
   */
  tools(id) {
    const forget = h(
      'button',
      {
        type: 'button',
        class: 'danger',
        id: 'delete',
        onclick: () => {
          if (forget.dataset.sure) this.act(() => this.forget(id));
          forget.dataset.sure = '1';
          forget.textContent = t('deleteSure');
        },
        onblur: () => {
          delete forget.dataset.sure;
          forget.textContent = t('delete');
        },
      },
      t('delete'),
    );
    return h(
      'div',
      { class: 'actions phone-tools' },
      h(
        'button',
        {
          type: 'button',
          id: 'save-picture',
          onclick: () =>
            this.act(async () => {
              await saveMessage(this.message);
              announce(t('pictureSaved'));
            }),
        },
        t('savePicture'),
      ),
      forget,
    );
  }

  /** From now on nobody asks for it: there is nothing to show any more. */
  async forget(id) {
    this.id = null;
    try {
      await remove(`messages/${id}`);
    } catch (error) {
      this.id = id;
      throw error;
    }
    announce(t('deleted'));
    this.onForget();
  }

  /** Does what a button is for, and shows what became of the message. */
  async act(action) {
    await attempt(this.problem, action);
    await this.reload();
  }
}

function headData(message) {
  const { text, attachments, limits, media, tasks, by_status: byStatus, preview, ...rest } = message;
  return rest;
}

function factList(message) {
  return h(
    'dl',
    { class: 'facts' },
    fact('msgid', idWithCopy(message.msgid)),
    fact(t('created'), formatTime(message.create_time)),
    message.chat && fact(t('customerGroup'), `${message.chat.name} `, idWithCopy(message.chat.id)),
    message.app && fact(t('app'), message.app),
    message.sender && fact(t('sender'), `${message.sender_name ?? ''} `, idWithCopy(message.sender)),
    message.allow_select && fact('allow_select', t('yes')),
    message.tag_filter && fact(t('tags'), tagWords(message.tag_filter)),
    message.reminders.length > 0 && fact(t('reminders'), message.reminders.map(formatTime).join(', ')),
    message.cancelled && fact(t('cancelled'), formatTime(message.cancel_time)),
    fact(t('recipients'), formatNumber(message.recipients)),
  );
}

/** Tags of one group are alternatives, and every group must match. */
function tagWords(groups) {
  return groups.map((tags) => tags.map((tag) => tag.name || tag.id).join(` ${t('or')} `)).join(`; ${t('and')} `);
}
