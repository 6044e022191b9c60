<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0">
    <rules key="marks">
      <rule key="accepted" label="accepted by a person" filter="&quot;verdict&quot; = 'accept'" symbol="0"/>
      <rule key="rejected" label="rejected by a person" filter="&quot;verdict&quot; = 'reject'" symbol="1"/>
      <rule key="found" label="found, not judged" filter="&quot;verdict&quot; = ''" symbol="2"/>
    </rules>
    <symbols>
      <symbol type="marker" name="0" alpha="1"><layer class="SimpleMarker" enabled="1" pass="0" locked="0">
        <prop k="name" v="circle"/><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="213,94,0,255"/><prop k="outline_width" v="0.6"/><prop k="size" v="3"/></layer></symbol>
      <symbol type="marker" name="1" alpha="1"><layer class="SimpleMarker" enabled="1" pass="0" locked="0">
        <prop k="name" v="cross2"/><prop k="color" v="120,120,120,255"/><prop k="outline_color" v="120,120,120,255"/><prop k="size" v="2"/></layer></symbol>
      <symbol type="marker" name="2" alpha="1"><layer class="SimpleMarker" enabled="1" pass="0" locked="0">
        <prop k="name" v="circle"/><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="0,114,178,255"/><prop k="outline_width" v="0.4"/><prop k="size" v="3"/></layer></symbol>
    </symbols>
  </renderer-v2>
</qgis>
