// The front as a picture: a click on a point leads to its cards. The table below says the same.
const place = document.getElementById("chart");
if (place && window.echarts) {
  const answer = await fetch(place.dataset.front, { credentials: "same-origin" });
  if (answer.ok) {
    const { parties, points } = await answer.json();
    place.hidden = false;
    const ink = getComputedStyle(document.body).color;
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    const goto = (index) => {
      const hash = `#point-${index + 1}`;
      if (location.hash === hash) document.querySelector(hash)?.scrollIntoView();
      else location.hash = hash;
    };
    const names = (index) => parties.map((party, i) => `${party} ${points[index].gains[i]}`).join(", ");
    const shared = { animation: false, textStyle: { color: ink }, tooltip: { trigger: "item", renderMode: "richText", formatter: ({ dataIndex }) => `Point ${dataIndex + 1}: ${names(dataIndex)}\n${points[dataIndex].freed}` } };
    if (parties.length === 2) {
      const axis = (name) => ({ type: "value", name: `Gain of ${name}`, nameLocation: "middle", nameGap: 30, scale: true, axisLabel: { color: ink }, nameTextStyle: { color: ink } });
      chart.setOption({ ...shared, grid: { left: 60, right: 30, top: 20, bottom: 55 }, xAxis: axis(parties[0]), yAxis: axis(parties[1]), series: [{ type: "scatter", symbolSize: 14, data: points.map((point) => point.gains) }] });
    } else {
      chart.setOption({ ...shared, parallelAxis: parties.map((party, dim) => ({ dim, name: party, scale: true, nameTextStyle: { color: ink }, axisLabel: { color: ink } })), parallel: { left: 50, right: 60, top: 40, bottom: 20 }, series: [{ type: "parallel", lineStyle: { width: 3 }, data: points.map((point) => point.gains) }] });
    }
    chart.on("click", ({ dataIndex }) => goto(dataIndex));
    addEventListener("resize", () => chart.resize());
  }
}
