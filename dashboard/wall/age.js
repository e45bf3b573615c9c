// How old what is on the screen is, by this machine's own clocks, and what time it is by the dashboard's. Pure but for those clocks.
const LATE = 2, DEAD = 5; // refreshes missed

class Age {
  constructor(perf = () => performance.now(), date = () => Date.now()) { Object.assign(this, { perf, date, ahead: 0, doubt: Infinity }); }
  verified(age) { this.was = { perf: this.perf(), date: this.date(), age }; } // what is shown was so, so many milliseconds ago
  get ms() { return this.was ? this.was.age + Math.max(this.perf() - this.was.perf, this.date() - this.was.date) : 0; } // one clock stands while a laptop sleeps, the other may be set back
  state(refresh) { const missed = this.ms / refresh; return missed >= DEAD ? "dead" : missed >= LATE ? "late" : "live"; }
  heard(now, took) { // the dashboard's clock, in an answer that took so long: a slow answer moves the clock only where it is plainly wrong
    const ahead = now + took / 2 - this.date(), off = Math.abs(ahead - this.ahead);
    if (took <= this.doubt || off > this.doubt + took) Object.assign(this, { ahead, doubt: took });
    else this.doubt += 20; // and what was told long ago is worth a little less each time
  }
  get now() { return this.date() + this.ahead; }
}
