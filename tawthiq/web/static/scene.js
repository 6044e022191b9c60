// A scene on the map, another under the swipe, its marks, and the tools: bands, density, measure, draw.
import { able, drawn, metres, ring, still } from "/static/maps.js";

const frame = document.querySelector("[data-scene]");
const item = frame.dataset.scene;
const find = (selector) => document.querySelector(selector);
const told = find("[data-told-map]");
const tell = (words) => { told.hidden = !words; told.textContent = words; };
const facts = async (id) => {
  const told = await (await fetch(`/scenes/${id}/facts.json`)).json();
  const features = [told.found, told.drawn].flatMap((some) => some.id.map((one, n) => ({ type: "Feature", geometry: { type: "Point", coordinates: [some.lon[n], some.lat[n]] }, properties: { id: one, metres: some.metres[n], verdict: told.verdicts[one] || "open" } })));
  return { ...told, marks: { type: "FeatureCollection", features } };
};
const empty = { type: "FeatureCollection", features: [] };
let mine, under, over, chosen = "", measuring = false, points = [];

const tiles = (id, bands) => [`${location.origin}/scenes/${id}/tiles/{z}/{x}/{y}.webp?shown=${encodeURIComponent(bands)}`];

function laid(map, id, about, bands) {
  map.addSource("scene", { type: "raster", tiles: tiles(id, bands), tileSize: 256, bounds: about.bounds, maxzoom: about.nearest, minzoom: 0 });
  map.addLayer({ id: "scene", type: "raster", source: "scene", paint: { "raster-fade-duration": 0, "raster-resampling": "nearest" } });
}

// A ring of the scar's own size on the ground for the marks in view, and for all a point that can be seen from afar.
const NEAR = 14.5, MOST = 2000;

function outlines(map) {
  const seen = map.getBounds(), near = map.getZoom() >= NEAR;
  const shown = mine.marks.features.filter((one) => one.properties.id === chosen || (near && seen.contains(one.geometry.coordinates))).slice(0, MOST);
  return { type: "FeatureCollection", features: shown.map((one) => ({ ...one, geometry: { type: "Polygon", coordinates: [ring(one.geometry.coordinates, Math.max(one.properties.metres, 4))] } })) };
}

const draw = (map) => map?.getSource("outlines")?.setData(outlines(map));

const verdict = ["coalesce", ["feature-state", "verdict"], ["get", "verdict"]];
const colour = ["match", verdict, "accept", "#d55e00", "reject", "#b9b9b9", "#56b4e9"];

function marked(map) {
  map.addSource("marks", { type: "geojson", data: mine.marks, promoteId: "id" });
  map.addSource("outlines", { type: "geojson", data: outlines(map), promoteId: "id" });
  map.on("moveend", () => draw(map));
  map.addSource("line", { type: "geojson", data: empty });
  map.addLayer({ id: "outlines", type: "line", source: "outlines", minzoom: 15, paint: { "line-color": colour, "line-width": ["match", verdict, "accept", 2.5, "reject", 1, 1.8] } });
  map.addLayer({ id: "marks", type: "circle", source: "marks", paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 2.5, 15, 4, 17, 9], "circle-color": colour, "circle-opacity": ["step", ["zoom"], 0.8, 15, 0.001], "circle-stroke-width": 0 } });
  map.addLayer({ id: "chosen", type: "line", source: "outlines", filter: ["==", ["get", "id"], ""], paint: { "line-color": "#fff200", "line-width": 4, "line-opacity": 0.9 } });
  map.addLayer({ id: "line", type: "line", source: "line", paint: { "line-color": "#fff200", "line-width": 3 } });
  map.addLayer({ id: "ends", type: "circle", source: "line", paint: { "circle-color": "#fff200", "circle-radius": 4 } });
}

function choose(id, fly = true) {
  chosen = id;
  const one = mine.marks.features.find((each) => each.properties.id === id);
  for (const map of [under, over]) {
    draw(map);
    map?.getLayer("chosen") && map.setFilter("chosen", ["==", ["get", "id"], id]);
  }
  if (one && fly) under.easeTo({ center: one.geometry.coordinates, zoom: Math.max(under.getZoom(), mine.nearest), duration: still ? 0 : 400 });
}

function judged(one) {
  for (const map of [under, over]) for (const source of ["marks", "outlines"]) {
    if (map?.getSource(source)) map.setFeatureState({ source, id: one.properties.id }, { verdict: one.properties.verdict });
  }
}

function together(a, b) {
  let busy = false;
  const follow = (from, to) => () => {
    if (busy) return;
    busy = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
    busy = false;
  };
  a.on("move", follow(a, b));
  b.on("move", follow(b, a));
}

function measure(at) {
  points.push([at.lng, at.lat]);
  const line = points.length > 1 ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: points } }] : [];
  const ends = points.map((one) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: one } }));
  for (const map of [under, over]) map?.getSource("line")?.setData({ type: "FeatureCollection", features: [...line, ...ends] });
  const sum = points.slice(1).reduce((all, one, n) => all + metres(points[n], one, mine.somewhere), 0);
  tell(sum < 2000 ? `${sum.toFixed(1)} m` : `${(sum / 1000).toFixed(2)} km`);
}

async function density(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", on);
  if (!on) {
    for (const map of [under, over]) if (map?.getLayer("density")) { map.removeLayer("density"); map.removeSource("density"); }
    return tell("");
  }
  const about = await (await fetch(`/scenes/${item}/density.json`)).json();
  for (const map of [under, over]) {
    if (!map) continue;
    map.addSource("density", { type: "image", url: `${location.origin}/scenes/${item}/density.png`, coordinates: about.corners });
    map.addLayer({ id: "density", type: "raster", source: "density", paint: { "raster-opacity": 0.65, "raster-fade-duration": 0 } }, "outlines");
  }
  tell(find("[data-density-said]").dataset.densitySaid.replace("{most}", about.most));
}

function tools() {
  find("[data-bands]").addEventListener("change", (event) => {
    under.getSource("scene").setTiles(tiles(item, event.target.value));
    over?.getSource("scene")?.setTiles(tiles(frame.dataset.second, event.target.value));
  });
  find("[data-other]").addEventListener("change", (event) => { location.search = new URLSearchParams({ other: event.target.value, ...(chosen && { mark: chosen }) }); });
  find("[data-swipe]").addEventListener("input", (event) => frame.style.setProperty("--cut", `${event.target.value}%`));
  find("[data-density]")?.addEventListener("click", (event) => density(event.currentTarget));
  find("[data-measure]").addEventListener("click", (event) => {
    measuring = !measuring;
    points = [];
    event.currentTarget.setAttribute("aria-pressed", measuring);
    find("[data-measure-how]").hidden = !measuring;
    frame.classList.toggle("crosshair", measuring);
    for (const map of [under, over]) map?.getSource("line")?.setData(empty);
    tell("");
  });
  find("[data-measure-point]").addEventListener("click", () => measure(under.getCenter()));
}

function drawing() {
  const form = find("#draw"), button = find("[data-draw]");
  const middle = (at) => { form.lat.value = at.lat.toFixed(7); form.lon.value = at.lng.toFixed(7); };
  button.addEventListener("click", () => {
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", !form.hidden);
    frame.classList.toggle("crosshair", !form.hidden);
    if (!form.hidden) { if (under) middle(under.getCenter()); form.diameter.focus(); }
  });
  find("[data-draw-middle]").addEventListener("click", () => under && middle(under.getCenter()));
  return { open: () => !form.hidden, middle };
}

function listening(map, draw) {
  map.on("click", (event) => {
    if (measuring) return measure(event.lngLat);
    if (draw.open()) return draw.middle(event.lngLat);
    const [hit] = map.queryRenderedFeatures([[event.point.x - 6, event.point.y - 6], [event.point.x + 6, event.point.y + 6]], { layers: ["marks", "outlines"] });
    if (hit) htmx.ajax("GET", `/scenes/${item}/mark/${hit.properties.id}`, { target: "#mark" });
  });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "mark") return;
  const changed = event.target.querySelector("[data-changed]");
  if (changed && mine) {
    const one = mine.marks.features.find((each) => each.properties.id === changed.dataset.changed);
    if (one) { one.properties.verdict = changed.dataset.verdict; judged(one); }
  }
  if (mine && under) choose(event.target.querySelector("[data-mark]")?.dataset.mark || "");
});

async function start() {
  const pencil = drawing();
  if (!able()) { find("[data-no-map]").hidden = false; return; }
  const late = setTimeout(() => tell(frame.dataset.preparing), 1500);
  let second;
  [mine, second] = await Promise.all([facts(item), frame.dataset.second ? facts(frame.dataset.second) : null]);
  clearTimeout(late);
  tell("");
  const bands = find("[data-bands]").value;
  under = drawn(find('[data-map="under"]'), frame.dataset.label, { bounds: mine.bounds, fitBoundsOptions: { padding: 20 }, maxZoom: mine.nearest + 4 });
  under.on("load", () => {
    if (second) laid(under, frame.dataset.second, second, bands); else laid(under, item, mine, bands);
    marked(under);
    listening(under, pencil);
    const asked = find("[data-mark]")?.dataset.mark;
    if (asked) choose(asked, new URLSearchParams(location.search).has("mark"));
    frame.dataset.ready = "yes";
  });
  if (second) {
    over = drawn(find('[data-map="over"]'), frame.dataset.label, { bounds: mine.bounds, fitBoundsOptions: { padding: 20 }, maxZoom: mine.nearest + 4 });
    over.on("load", () => { laid(over, item, mine, bands); marked(over); listening(over, pencil); choose(chosen, false); });
    together(under, over);
    frame.append(Object.assign(document.createElement("div"), { className: "cut" }));
  }
  tools();
}

start();
