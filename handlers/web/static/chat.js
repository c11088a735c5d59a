// The playground's page: sends lines and buttons to /ask, shows what /events brings. Foreign strings arrive as HTML
// that the server escaped; everything made here goes through textContent.
"use strict";

const byId = (id) => document.getElementById(id);
const line = byId("line");
const streams = byId("streams");
const newer = byId("newer");
const tabs = [...document.querySelectorAll(".room")];
const recall = JSON.parse(sessionStorage.getItem("lines") || "[]");
let recalled = recall.length;
let asking = 0;

// --- rooms

const currentRoom = () => document.querySelector(".stream:not([hidden])").id;

function showRoom(id) {
  for (const tab of tabs) {
    const isShown = tab.dataset.room === id;
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    byId(tab.dataset.room).hidden = !isShown;
    if (isShown) describeRoom(tab);
  }
  newer.hidden = true;
  history.replaceState(null, "", "#" + id);
  streams.scrollTop = streams.scrollHeight;
}

function describeRoom(tab) {
  const name = tab.querySelector(".title").textContent;
  const unread = tab.querySelector(".unread");
  byId("room-title").textContent = name;
  byId("room-title").className = tab.classList.contains("channel") ? "channel" : "person";
  byId("room-topic").textContent = tab.dataset.topic;
  line.placeholder = "Command for " + (tab.classList.contains("channel") ? "#" + name : name) + ", such as /launches latest";
  unread.textContent = "";
  unread.hidden = true;
}

function countUnread(room) {
  const unread = byId("tab-" + room).querySelector(".unread");
  unread.textContent = String(Number(unread.textContent) + 1);
  unread.hidden = false;
}

function moveTab(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(event.target.closest(".room")) + step + tabs.length) % tabs.length];
  event.preventDefault();
  showRoom(next.dataset.room);
  next.focus();
}

// --- messages

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const message = template.content.firstElementChild;
  localTimes(message);
  return message;
}

function localTimes(within) {
  for (const time of within.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    time.title = at.toLocaleString();
  }
}

function put(room, message, isOwn) {
  const known = message.id && byId(message.id);
  if (known) {
    message.classList.add("changed");
    known.replaceWith(message);
    return;
  }
  const wasAtEnd = streams.scrollHeight - streams.scrollTop - streams.clientHeight < 80;
  message.classList.add("arrived");
  byId(room).querySelector(".messages").append(message);
  if (room !== currentRoom()) countUnread(room);
  else if (isOwn || wasAtEnd) reveal(message);
  else newer.hidden = false;
}

// A card taller than the window is shown from its title on, not from its last line.
function reveal(message) {
  const top = message.offsetTop - 16;
  streams.scrollTop = message.offsetHeight > streams.clientHeight ? top : streams.scrollHeight;
}

function made(tag, css, text) {
  const element = document.createElement(tag);
  element.className = css;
  if (text) element.textContent = text;
  return element;
}

function echo(room, text) {
  const message = made("article", "message own", "");
  message.append(made("span", "avatar", "Y"), made("div", "content", ""));
  const sender = made("p", "sender", "");
  sender.append(made("b", "", "You"), made("time", "", new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })));
  message.lastChild.append(sender, made("p", "typed", text));
  put(room, message, true);
}

function complain(room, text) {
  const message = made("article", "message trouble", "");
  message.append(made("p", "words", text));
  put(room, message, true);
}

// --- asking

async function ask(body, shown) {
  const room = currentRoom();
  echo(room, shown);
  busy(1);
  try {
    const answer = await fetch("/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ room, ...body }),
    });
    if (!answer.ok) complain(room, answer.status === 500 ? "Something broke here; the log says what. Try again." : await answer.text());
    else {
      const { html } = await answer.json();
      if (html) put(room, fragment(html), true);
    }
  } catch {
    complain(room, "Launchwire did not answer. Is it still running? Your subscriptions are as they were.");
  } finally {
    busy(-1);
  }
}

function busy(change) {
  asking += change;
  byId("busy").textContent = asking ? "Launchwire is looking" : "";
}

function send(text) {
  const typed = text.trim();
  if (!typed) return;
  if (recall.at(-1) !== typed) recall.push(typed);
  recalled = recall.length;
  sessionStorage.setItem("lines", JSON.stringify(recall.slice(-100)));
  ask({ text: typed }, typed);
}

function recallLine(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !recall.length) return;
  event.preventDefault();
  recalled = Math.min(Math.max(recalled + step, 0), recall.length);
  line.value = recall[recalled] || "";
}

function pressed(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.line) send(button.dataset.line);
  if (button.dataset.verb) {
    const { verb, argument } = button.dataset;
    ask({ verb, argument }, `/launches ${verb} ${argument}`.trim());
  }
  if (button.dataset.quote) showQuote(button.closest(".card"), button.dataset.quote);
}

function showQuote(card, place) {
  const quote = card.querySelector(`.quotes li[data-quote="${place}"]`);
  for (const other of card.querySelectorAll(".cited")) other.classList.remove("cited");
  card.querySelector(".quotes").open = true;
  quote.classList.add("cited");
  quote.focus({ preventScroll: true });
  quote.scrollIntoView({ block: "nearest" });
}

// --- the stream of events

function listen() {
  const events = new EventSource("/events?after=" + document.documentElement.dataset.lastEvent);
  const take = (event) => {
    const { room, html } = JSON.parse(event.data);
    put(room, fragment(html), false);
  };
  events.addEventListener("message", take);
  events.addEventListener("edit", take);
  events.addEventListener("reset", () => location.reload());
  events.onopen = () => say("live", "Live");
  events.onerror = () => {
    say("waiting", "Reconnecting");
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

function say(state, text) {
  byId("status").className = "status " + state;
  byId("status").querySelector(".text").textContent = text;
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  send(line.value);
  line.value = "";
});
line.addEventListener("keydown", recallLine);
document.querySelector("nav").addEventListener("keydown", moveTab);
for (const tab of tabs) tab.addEventListener("click", () => showRoom(tab.dataset.room));
document.addEventListener("click", pressed);
newer.addEventListener("click", () => showRoom(currentRoom()));
localTimes(document);
showRoom((tabs.find((tab) => "#" + tab.dataset.room === location.hash) || tabs[0]).dataset.room);
if (matchMedia("(pointer: fine)").matches) line.focus({ preventScroll: true });
listen();
