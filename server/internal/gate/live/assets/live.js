// The page is whole without this script, which loads it again each second and puts
// what changed in place: what the reader has the focus on, has typed or has opened
// stays. A request that fails, or a computer that slept, needs no care: the next
// request is like any other, and until it is answered the page says that it is old.
'use strict';
(() => {
  const every = 1000; // ms between an answer and the next question
  const patience = 5000; // ms after which a question is given up, and the page is stale
  const $ = (id) => document.getElementById(id);
  let good = Date.now(); // when the page was last known to be right
  let paused = false;
  let timer = 0;
  let asking = null; // AbortController of the question under way
  let shown = timeShown();

  function timeShown() { return document.querySelector('#time .clock').textContent; }

  // Rows change places. Where the pointer moves they stand still, so that nobody
  // clicks on what was elsewhere a moment ago.
  const still = 1500; // ms after the last movement
  let pointed = null, moved = 0;
  addEventListener('pointermove', (e) => { pointed = e.target; moved = Date.now(); }, {passive: true});
  function pointedAt(region) {
    return region.contains(pointed) && Date.now() - moved < still && region.querySelector('.list');
  }

  // swap puts a region's new content in place, without touching what is the same.
  function swap(old, fresh) {
    if (old.innerHTML === fresh.innerHTML || pointedAt(old)) return;
    const active = document.activeElement;
    const inside = old.contains(active) && active !== old;
    // A form that somebody is typing in is left alone, but for its token: the gate
    // may have been started again.
    if (old.hasAttribute('data-keep')) {
      const was = old.querySelector('form'), now = fresh.querySelector('form');
      const typed = was && [...was.elements].some((e) => e.type !== 'hidden' && 'defaultValue' in e && e.value !== e.defaultValue);
      if (was && now && (typed || inside) && was.getAttribute('action') === now.getAttribute('action')) {
        was.elements.token.value = now.elements.token.value;
        const before = [...old.children].filter((e) => e !== was), after = [...fresh.children].filter((e) => e !== now);
        if (before.map((e) => e.outerHTML).join() !== after.map((e) => e.outerHTML).join()) {
          before.forEach((e) => e.remove());
          was.before(...after.map((e) => document.importNode(e, true)));
        }
        return;
      }
    }
    const id = inside ? active.id : '';
    const scrolled = [...old.querySelectorAll('.scroll')].map((e) => e.scrollLeft);
    old.replaceChildren(...[...fresh.childNodes].map((n) => document.importNode(n, true)));
    old.querySelectorAll('.scroll').forEach((e, i) => { if (scrolled[i]) e.scrollLeft = scrolled[i]; });
    if (!inside) return;
    const again = id && $(id);
    if (again && old.contains(again)) again.focus({preventScroll: true});
    else {
      // What had the focus is gone: go on from the heading of its section.
      const heading = old.closest('section')?.querySelector('h2');
      if (heading) { heading.tabIndex = -1; heading.focus({preventScroll: true}); }
    }
  }

  function put(text) {
    const fresh = new DOMParser().parseFromString(text, 'text/html');
    if (fresh.body.dataset.edition !== document.body.dataset.edition) {
      location.reload(); // another program answers: its page has another script
      return;
    }
    for (const old of document.querySelectorAll('[data-live]')) {
      const now = fresh.getElementById(old.id);
      if (now) swap(old, now);
    }
    if (document.title !== fresh.title) document.title = fresh.title;
    say();
    shown = timeShown();
  }

  // say tells who does not see the page what changed, and nothing each second.
  let said = $('say').textContent;
  function say() {
    const now = $('say').textContent;
    if (now === said) return;
    said = now;
    $('said').textContent = now;
  }

  function stale(is) {
    const line = $('stale');
    if (is === !line.hidden) return;
    line.hidden = !is;
    document.body.classList.toggle('is-stale', is);
    line.textContent = is ? `This page is old: it is as at ${shown} by the gate’s clock. The gate does not answer; it is asked again each second.` : '';
    $('said').textContent = is ? 'The page is old: the gate does not answer.' : 'The page is up to date again.';
  }

  async function ask() {
    clearTimeout(timer);
    if (paused) return;
    asking?.abort();
    const mine = asking = new AbortController();
    const late = setTimeout(() => mine.abort(), patience);
    try {
      const answer = await fetch(location.pathname + location.search, {signal: mine.signal, cache: 'no-store', redirect: 'error', headers: {Accept: 'text/html'}});
      const text = await answer.text();
      if (!answer.ok || !answer.headers.get('Content-Type')?.startsWith('text/html')) throw new Error(`status ${answer.status}`);
      if (mine !== asking || paused) return;
      put(text);
      good = Date.now();
      stale(false);
    } catch {
      if (mine !== asking) return; // another question took its place
    } finally {
      clearTimeout(late);
      if (mine === asking) timer = setTimeout(ask, every);
    }
  }

  // Also while a question hangs, and when the computer slept, the page says its age.
  setInterval(() => { if (!paused && Date.now() - good > patience) stale(true); }, 500);
  addEventListener('online', ask);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) ask(); });
  addEventListener('pageshow', (e) => { if (e.persisted) ask(); });

  const pause = $('pause');
  pause.hidden = false;
  pause.addEventListener('click', () => {
    paused = !paused;
    document.body.classList.toggle('is-paused', paused);
    pause.textContent = paused ? 'Go on updating' : 'Stop updating';
    if (paused) { asking?.abort(); stale(false); $('said').textContent = `Stopped, as at ${shown}.`; } else { good = Date.now(); ask(); }
  });

  // Links that only show something else of the same page change the address, and
  // not the place that the reader is at; those that lead to another section go there,
  // as they do without this script.
  function go(address) {
    const to = new URL(address, location.href);
    if (paused) { location.assign(to); return; }
    moved = 0;
    history.replaceState(null, '', to.pathname + to.search);
    ask();
  }
  function lead(link) {
    const section = $(new URL(link.href).hash.slice(1));
    if (!section || section.contains(link) || link.closest('section')?.contains(section)) return;
    const heading = section.querySelector('h2');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({preventScroll: true});
    section.scrollIntoView();
  }
  document.addEventListener('click', (e) => {
    const link = e.target.closest('a[data-soft]');
    if (!link || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    go(link.href);
    lead(link);
  });
  const find = $('find');
  let typing = 0;
  function filter() {
    const to = new URL(location.href);
    if (find.value.trim()) to.searchParams.set('find', find.value.trim());
    else to.searchParams.delete('find');
    go(to);
  }
  find.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(filter, 200); });
  find.form.addEventListener('submit', (e) => { e.preventDefault(); clearTimeout(typing); filter(); });

  timer = setTimeout(ask, every);
})();
