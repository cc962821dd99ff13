// Sorts, filters and shortens the lists of the page. Without it they are plain
// tables that show everything.
(() => {
  'use strict';
  const FEW = matchMedia('(max-width: 64em)').matches ? 8 : 25;
  const MORE = 100;
  const FILTERED_FROM = 6; // rows; what is shorter is seen at one look
  const MOST_PICKS = 40; // values; of more one would rather type
  const texts = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });
  const numbers = new Intl.NumberFormat('en-GB');
  const lists = new Map();

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // What stands in a cell, without the notes below it.
  const shown = (cell) => (cell.firstChild ? cell.firstChild.textContent.trim() : '');

  // What a cell is sorted by; null sorts last whatever the direction.
  const keys = {
    text: (cell) => shown(cell) || null,
    number: (cell) => {
      const text = shown(cell).replaceAll(',', '').replace('−', '-');
      return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
    },
    time: (cell) => {
      const time = cell.querySelector('time');
      return time ? Date.parse(time.dateTime) : null;
    },
  };
  const directions = {
    text: ['A to Z', 'Z to A'],
    number: ['lowest first', 'highest first'],
    time: ['earliest first', 'latest first'],
  };

  class List {
    constructor(table) {
      this.table = table;
      this.body = table.tBodies[0];
      this.rows = [...this.body.rows];
      this.given = this.rows;
      this.heads = [...table.tHead.rows[0].cells];
      this.limit = FEW;
      this.words = [];
      this.picks = new Map(); // column -> value
      this.name = table.getAttribute('aria-label') || document.getElementById(table.getAttribute('aria-labelledby')).textContent;
      this.addTools();
      this.addSorting();
      this.show();
    }

    addTools() {
      this.status = make('p', { role: 'status' });
      this.tools = make('div', { class: 'tools', role: 'group', 'aria-label': `Sort and filter: ${this.name}` });
      if (this.rows.length >= FILTERED_FROM) {
        this.search = make('input', { type: 'search', id: `${this.table.id}-words`, autocomplete: 'off', spellcheck: 'false' });
        this.search.addEventListener('input', () => {
          this.words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
          this.filter();
        });
        this.tools.append(make('div', {}, make('label', { for: this.search.id }, 'Find'), this.search));
        this.heads.forEach((head, column) => head.hasAttribute('data-pick') && this.addPick(head, column));
      }
      this.addOrder();
      if (this.search) {
        this.clear = make('button', { type: 'button', class: 'plain' }, 'Clear');
        this.clear.addEventListener('click', () => this.reset());
        this.tools.append(make('div', {}, this.clear));
      }
      this.tools.append(this.status);
      this.table.parentElement.before(this.tools);
      this.further = make('button', { type: 'button', class: 'plain' });
      this.further.addEventListener('click', () => this.lengthen(this.limit + MORE));
      this.whole = make('button', { type: 'button', class: 'plain' });
      this.whole.addEventListener('click', () => this.lengthen(Infinity));
      this.longer = make('div', { class: 'longer' }, this.further, this.whole);
      this.table.parentElement.after(this.longer);
    }

    // A choice of one of the values of a column, where there are few.
    addPick(head, column) {
      const counts = new Map();
      for (const row of this.rows) {
        const value = shown(row.cells[column]);
        if (value) counts.set(value, (counts.get(value) || 0) + 1);
      }
      if (counts.size < 2 || counts.size > MOST_PICKS) return;
      const select = make('select', { id: `${this.table.id}-pick-${column}` }, make('option', { value: '' }, 'All'));
      for (const value of [...counts.keys()].sort(texts.compare)) {
        select.append(make('option', { value }, `${value} (${numbers.format(counts.get(value))})`));
      }
      select.addEventListener('change', () => {
        if (select.value) this.picks.set(column, select.value);
        else this.picks.delete(column);
        this.filter();
      });
      this.tools.append(make('div', {}, make('label', { for: select.id }, head.textContent), select));
    }

    // The choice of an order for phones, where the headings do not show.
    addOrder() {
      this.order = make('select', { id: `${this.table.id}-order` }, make('option', { value: '' }, 'As given'));
      this.heads.forEach((head, column) => {
        const kind = head.dataset.kind || 'text';
        if (!keys[kind]) return;
        directions[kind].forEach((words, down) => {
          this.order.append(make('option', { value: `${column} ${down ? -1 : 1}` }, `${head.textContent}: ${words}`));
        });
      });
      this.order.addEventListener('change', () => {
        const [column, direction] = this.order.value.split(' ').map(Number);
        this.sort(this.order.value === '' ? -1 : column, direction);
      });
      this.tools.append(make('div', { class: 'order' }, make('label', { for: this.order.id }, 'Sort by'), this.order));
    }

    addSorting() {
      this.heads.forEach((head, column) => {
        const kind = head.dataset.kind || 'text';
        if (!keys[kind]) return;
        const button = make('button', { type: 'button', class: 'sort' }, ...head.childNodes);
        head.append(button);
        // First the direction that is asked for most, then the other, then as given.
        const first = kind === 'number' ? -1 : 1;
        button.addEventListener('click', () => {
          const direction = this.column !== column ? first : this.direction === first ? -first : 0;
          this.sort(direction ? column : -1, direction);
        });
      });
    }

    sort(column, direction) {
      this.column = column;
      this.direction = direction;
      this.heads.forEach((head, i) => {
        if (i === column) head.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
        else head.removeAttribute('aria-sort');
      });
      this.order.value = column < 0 ? '' : `${column} ${direction}`;
      this.rows = this.given;
      let words = 'As given';
      if (column >= 0) {
        const kind = this.heads[column].dataset.kind || 'text';
        const compare = kind === 'text' ? texts.compare : (a, b) => a - b;
        const keyed = this.given.map((row) => [keys[kind](row.cells[column]), row]);
        keyed.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : direction * compare(a, b)));
        this.rows = keyed.map(([, row]) => row);
        words = `Sorted by ${this.heads[column].textContent}, ${directions[kind][direction > 0 ? 0 : 1]}`;
      }
      this.body.append(...this.rows);
      this.show(words);
    }

    filter() {
      this.limit = FEW;
      this.show();
    }

    reset() {
      this.search.value = '';
      this.words = [];
      for (const select of this.tools.querySelectorAll('select')) select.value = '';
      this.picks.clear();
      this.limit = FEW;
      this.sort(-1, 0);
      this.search.focus();
    }

    // pick shows the rows that have each of the values, in whichever column
    // offers it.
    pick(...values) {
      this.reset();
      for (const value of values) {
        const select = [...this.tools.querySelectorAll('select')].find((choice) => [...choice.options].some((option) => option.value === value));
        if (!select) continue; // all rows have it, or none
        select.value = value;
        select.dispatchEvent(new Event('change'));
      }
    }

    lengthen(limit) {
      const before = this.limit;
      this.limit = limit;
      this.show();
      const next = this.rows.filter((row) => !row.hidden)[before];
      if (next) {
        const head = next.querySelector('th');
        head.tabIndex = -1;
        head.focus();
      }
    }

    matches(row) {
      for (const [column, value] of this.picks) if (shown(row.cells[column]) !== value) return false;
      if (this.words.length === 0) return true;
      row.words ??= [...row.cells].map((cell) => cell.textContent).join(' ').toLowerCase();
      return this.words.every((word) => row.words.includes(word));
    }

    show(words = '') {
      let found = 0;
      for (const row of this.rows) row.hidden = !this.matches(row) || ++found > this.limit;
      const visible = Math.min(found, this.limit);
      const all = numbers.format(this.rows.length);
      let told = '';
      if (found < this.rows.length) {
        told = `${found === 0 ? 'None' : numbers.format(found)} of ${all} rows ${found > 1 ? 'fit' : 'fits'}`;
        if (visible < found) told += `, showing ${numbers.format(visible)}`;
      } else if (visible < found) told = `Showing ${numbers.format(visible)} of ${all} rows`;
      this.status.textContent = [told, words].filter(Boolean).map((part) => `${part}.`).join(' ');
      this.tools.classList.toggle('told', told !== '');
      const left = found - visible;
      this.longer.hidden = left <= 0;
      this.further.hidden = left <= MORE;
      this.further.textContent = `Show ${MORE} more`;
      this.whole.textContent = `Show all ${numbers.format(found)}`;
    }
  }

  for (const table of document.querySelectorAll('table[data-list]')) lists.set(table.id, new List(table));

  // The number of findings of a requirement and result leads to those findings.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-find]');
    if (link) lists.get('findings-list')?.pick(link.dataset.find, link.dataset.result);
  });
})();
