"""The page of the communications log: its layout for A4 and Letter, with places for what is in it."""

from string import Template

PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Communications log ICS 309 $incident</title>
<style>
/* No paper is named: the printer's own is used, and the margins suit A4 and Letter alike. */
@page {
  margin: 14mm 13mm 16mm;
  @bottom-left { content: "ICS 309"; font: 8pt sans-serif; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; }
}
body { margin: 0 auto; max-width: 190mm; font: 9pt/1.35 sans-serif; color: #000; background: #fff; }
h1 { margin: 0 0 2mm; font-size: 13pt; }
h1 small { font-weight: normal; font-size: 9pt; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { border: 0.25mm solid #000; padding: 0.8mm 1.2mm; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
.form td { height: 9mm; width: 50%; }
.form b { display: block; font-weight: normal; font-size: 7pt; }
.log { margin: 3mm 0; }
.log thead { display: table-header-group; }
.log thead th { font-size: 8pt; background: #e6e6e6; }
.log tr { break-inside: avoid; }
.log .day th { background: #f3f3f3; break-after: avoid; }
.time { width: 16mm; }
.who { width: 31mm; }
.number { width: 15mm; }
.mark { position: fixed; top: 38%; left: 0; right: 0; margin: 0; text-align: center; font-size: 70pt;
  font-weight: bold; color: rgba(98, 42, 161, 0.17); transform: rotate(-30deg); pointer-events: none; }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
</style>
</head>
<body>
$mark
<h1>Communications log <small>ICS 309, $count</small></h1>
<table class="form">
<tr><td><b>1 Incident name</b>$incident</td><td><b>Incident number</b>$number</td></tr>
<tr><td><b>2 Operational period from</b>$begins</td><td><b>Operational period to</b>$ends</td></tr>
<tr><td><b>3 Radio network</b>$network</td><td><b>4 Radio operator</b>$operator</td></tr>
</table>
<table class="log">
<colgroup><col class="time"><col class="who"><col class="number"><col class="who"><col class="number"><col>
</colgroup>
<thead>
<tr><th scope="col" rowspan="2">5 Time</th><th scope="colgroup" colspan="2">From</th>
<th scope="colgroup" colspan="2">To</th><th scope="col" rowspan="2">Message</th></tr>
<tr><th scope="col">Call sign, ID</th><th scope="col">No.</th>
<th scope="col">Call sign, ID</th><th scope="col">No.</th></tr>
</thead>
<tbody>
$body
</tbody>
</table>
<table class="form">
<tr><td><b>6 Prepared by</b>$prepared_by</td><td><b>7 Date and time prepared</b>$prepared_at</td></tr>
</table>
</body>
</html>
""")
