// A recording and its transcript: a time plays from there, and what is being said is marked.
// Without it, the times lead to the recording itself, at that second.
"use strict";

class Transcript {
  constructor(players, times) {
    this.cues = times.map((link) => ({
      link,
      second: Number(link.dataset.second),
      passage: link.closest(".cue"),
      // Its address is that of the recording it belongs to, with a second behind it.
      player: players.find((player) => player.src === link.href.split("#")[0]),
    }));
    this.now = null;
    for (const cue of this.cues) cue.link.addEventListener("click", (event) => this.play(event, cue));
    for (const player of players) player.addEventListener("timeupdate", () => this.follow(player));
    window.addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  play(event, cue) {
    const { player } = cue;
    if (!player || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", `#${cue.passage.id}`);
    player.currentTime = cue.second;
    player.play().catch(() => {}); // a browser may refuse; the second is set all the same
  }

  // Whoever comes to a passage finds the recording at its second; it does not begin to play by itself.
  arrive() {
    const cue = this.cues.find((each) => `#${each.passage.id}` === location.hash);
    const player = cue?.player;
    if (!player) return;
    const set = () => { player.currentTime = cue.second; };
    if (player.readyState > 0) set();
    else player.addEventListener("loadedmetadata", set, { once: true });
  }

  follow(player) {
    const own = this.cues.filter((cue) => cue.player === player && cue.second <= player.currentTime + 0.05);
    const cue = own.length ? own[own.length - 1] : null;
    if (cue === this.now) return;
    this.now?.passage.removeAttribute("aria-current");
    cue?.passage.setAttribute("aria-current", "true");
    this.now = cue;
  }
}

const players = [...document.querySelectorAll(".player audio, .player video")];
const times = [...document.querySelectorAll(".cue .time[data-second]")];
if (players.length && times.length) new Transcript(players, times);
