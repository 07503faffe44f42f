import { get, post, remove } from './api.js';
import { setClock } from './clock.js';
import { announce, attempt, card, h, problemLine, refresh } from './dom.js';
import { checkDuration } from './duration.js';
import { FaultForm } from './fault_form.js';
import { faultWords, presets } from './fault_words.js';
import { t } from './i18n.js';

/** The clock, the settings, faults, and what sets everything back. */
export class Controls {
  constructor(main) {
    this.clock = h('div');
    this.settings = h('div');
    this.faults = h('div');
    this.problem = problemLine();
    const form = new FaultForm((fault) => this.act(() => post('faults', fault()), 'faultArmed'));
    main.replaceChildren(
      h(
        'div',
        { class: 'controls' },
        this.problem,
        h(
          'div',
          { class: 'stack' },
          card(t('clock'), this.clock, this.clockButtons()),
          card(t('settings'), this.settings),
          card(
            t('reset'),
            h('p', {}, t('resetAbout')),
            h(
              'div',
              { class: 'actions' },
              h(
                'button',
                { type: 'button', id: 'revoke', onclick: () => this.act(() => post('tokens/revoke'), 'revoked') },
                t('revoke'),
              ),
              this.resetButton(),
            ),
          ),
        ),
        card(
          t('faults'),
          this.faults,
          this.presetButtons(),
          h('details', { open: true }, h('summary', {}, t('ownFault')), form.element),
        ),
      ),
    );
    this.load();
  }

  show() {}

  onChange() {
    this.load();
  }

  async load() {
    const [clock, settings, faults] = await Promise.all([get('clock'), get('settings'), get('faults')]);
    refresh(this.clock, clock.offset, () =>
      h('p', {}, h('b', {}, h('time', { 'data-clock': '' })), ' ', t('moved', { by: clock.offset })),
    );
    setClock(clock.now);
    refresh(this.settings, settings, () => this.settingsForm(settings));
    refresh(this.faults, faults, () => this.faultList(faults.faults));
  }

  clockButtons() {
    const button = (word, by) =>
      h('button', { type: 'button', 'data-advance': by, onclick: () => this.move(by) }, t(word));
    const input = h('input', { type: 'text', placeholder: '36h30m', 'aria-label': t('duration'), size: 10 });
    return h(
      'form',
      {
        class: 'actions',
        onsubmit: (event) => {
          event.preventDefault();
          this.move(input.value);
        },
      },
      button('plusHour', '1h'),
      button('plusDay', '24h'),
      button('plusThreeDays', '72h'),
      button('plusWeek', '168h'),
      input,
      h('button', { type: 'submit' }, t('move')),
    );
  }

  move(by) {
    return this.act(() => post('clock', { advance: checkDuration(by) }), 'clockMoved');
  }

  settingsForm(settings) {
    const lag = h('input', { type: 'text', value: settings.list_lag, size: 8 });
    const delay = h('input', { type: 'text', value: settings.dispatch_delay, size: 8 });
    return h(
      'form',
      {
        class: 'fields',
        onsubmit: (event) => {
          event.preventDefault();
          this.act(
            () => post('settings', { list_lag: checkDuration(lag.value), dispatch_delay: checkDuration(delay.value) }),
            'saved',
          );
        },
      },
      h('label', {}, h('span', {}, t('listLag')), lag),
      h('label', {}, h('span', {}, t('dispatchDelay')), delay),
      h('button', { type: 'submit', 'data-key': 'save-settings' }, t('save')),
    );
  }

  faultList(faults) {
    if (faults.length === 0) return h('p', { class: 'muted' }, t('noFaults'));
    return [
      h(
        'ul',
        { class: 'faults' },
        faults.map((fault) =>
          h(
            'li',
            { title: JSON.stringify(fault) },
            h('span', {}, faultWords(fault)),
            h(
              'button',
              {
                type: 'button',
                'data-disarm': fault.id,
                'data-key': `disarm-${fault.id}`,
                onclick: () => this.act(() => remove(`faults/${fault.id}`), 'disarmed'),
              },
              t('disarm'),
            ),
          ),
        ),
      ),
      h(
        'button',
        {
          type: 'button',
          id: 'clear-faults',
          'data-key': 'clear-faults',
          onclick: () => this.act(() => remove('faults'), 'faultsCleared'),
        },
        t('clearFaults'),
      ),
    ];
  }

  presetButtons() {
    return h(
      'div',
      { class: 'presets', role: 'group', 'aria-label': t('presets') },
      h('p', { class: 'muted' }, t('presets')),
      presets.map(([word, fault]) =>
        h(
          'button',
          {
            type: 'button',
            'data-preset': word,
            title: faultWords(fault),
            onclick: () => this.act(() => post('faults', fault), 'faultArmed'),
          },
          t(word),
        ),
      ),
    );
  }

  /** The first press asks, the second one does it. */
  resetButton() {
    const button = h(
      'button',
      {
        type: 'button',
        class: 'danger',
        id: 'reset',
        onclick: () => {
          if (button.dataset.sure) this.act(() => post('reset'), 'resetDone');
          const sure = !button.dataset.sure;
          if (sure) button.dataset.sure = '1';
          else delete button.dataset.sure;
          button.textContent = sure ? t('resetSure') : t('reset');
        },
        onblur: () => {
          delete button.dataset.sure;
          button.textContent = t('reset');
        },
      },
      t('reset'),
    );
    return button;
  }

  /** Does what a button is for, says the word, and shows how things are now. */
  async act(action, word) {
    await attempt(this.problem, async () => {
      await action();
      announce(t(word));
    });
    await this.load();
  }
}
